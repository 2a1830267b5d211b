import { appendFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { FunctionFailed } from '../errors.js';
import { runInContainer } from './docker.js';
import { LOGS_FOLDER } from './folders.js';

/**
 * Runs a function once and keeps what it wrote for `sam logs`.
 *
 * @param {any} docker
 * @param {import('./template.js').Fn} fn
 * @param {unknown} event
 * @returns {Promise<any>} what the function returned
 */
export async function invoke(docker, fn, event) {
  const { log, isFailed } = await runInContainer(docker, fn, event);
  await mkdir(LOGS_FOLDER, { recursive: true });
  await appendFile(logFile(fn.name), log);
  if (isFailed) throw new FunctionFailed(`${fn.name} failed:\n${log}`);
  return JSON.parse(log.trimEnd().split('\n').at(-1) ?? 'null');
}

/** @param {string} name */
export function logFile(name) {
  return join(LOGS_FOLDER, `${name}.log`);
}
