import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Option } from 'commander';
import { hasCode } from '../errors.js';

const ENTRY_NAME = /^[0-9a-f]{64}\.digest$/;

/** The line break comes last, so that an entry cut short by a full disk or a kill is not taken for a digest. */
const ENTRY_TEXT = /^[0-9a-f]+\n$/;

/** One folder per account: temp folders are shared, and digests of another account are not to be trusted. */
export const cacheDirOption = () =>
  new Option('--cache-dir <folder>', 'where digests are remembered').default(
    join(tmpdir(), `acme-cache-${process.getuid?.() ?? 'user'}`),
  );

/**
 * Returns the remembered digest of a file that did not change since, or computes and remembers it.
 *
 * @param {string} dir
 * @param {import('./walk.js').Found & { algorithm: string }} file
 * @param {() => Promise<string>} compute
 */
export async function rememberDigest(dir, { path, stats, algorithm }, compute) {
  const key = JSON.stringify([resolve(path), stats.size, stats.mtimeMs, algorithm]);
  const entry = join(dir, `${createHash('sha256').update(key).digest('hex')}.digest`);
  const known = await readEntry(entry);
  if (known !== undefined) return known;
  const digest = await compute();
  await mkdir(dir, { recursive: true, mode: 0o700 });
  await writeFile(entry, `${digest}\n`, { mode: 0o600 });
  return digest;
}

/**
 * Lists the cache's own files only, so that `clean` with a wrong folder removes nothing.
 *
 * @param {string} dir
 */
export async function listEntries(dir) {
  try {
    const names = await readdir(dir);
    return names.filter((name) => ENTRY_NAME.test(name)).map((name) => join(dir, name));
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return [];
    throw error;
  }
}

/** @param {string} dir */
export async function cleanCache(dir) {
  const entries = await listEntries(dir);
  await Promise.all(entries.map((entry) => rm(entry, { force: true })));
  return entries.length;
}

/** @param {string} dir */
export async function measureCache(dir) {
  const entries = await Promise.all((await listEntries(dir)).map((entry) => stat(entry)));
  return { entries: entries.length, bytes: entries.reduce((sum, { size }) => sum + size, 0) };
}

/** @param {string} entry */
async function readEntry(entry) {
  try {
    const text = await readFile(entry, 'utf8');
    return ENTRY_TEXT.test(text) ? text.trimEnd() : undefined;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}
