import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { hasCode } from '../errors.js';

const SECRETS_FILE = join('.sst', 'secrets.json');

/** @param {string} stage */
export const stageFile = (stage) => join('.sst', 'stages', `${encodeURIComponent(stage)}.json`);

/** @returns {Promise<Record<string, string>>} */
export const readSecrets = async () => (await readState(SECRETS_FILE)) ?? {};

/** @param {Record<string, string>} secrets */
export const writeSecrets = (secrets) => writeState(SECRETS_FILE, secrets);

/**
 * @param {string} file
 * @returns {Promise<Record<string, any> | undefined>}
 */
export async function readState(file) {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/**
 * @param {string} file
 * @param {unknown} state
 */
export async function writeState(file, state) {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(file, `${JSON.stringify(state, undefined, 2)}\n`, { mode: 0o600 });
}

/** @param {string} file */
export const removeState = (file) => rm(file);
