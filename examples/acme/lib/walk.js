import { lstat, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { InputNotFound, hasCode } from '../errors.js';

/** @typedef {{ path: string, stats: import('node:fs').Stats }} Found */

/**
 * Yields the given file or folder and everything below it, in the order of names. A link that the user names is
 * followed; one found on the way is not, because it can lead back up.
 *
 * @param {string} root
 * @returns {AsyncGenerator<Found>}
 */
export async function* walk(root) {
  const stats = await statInput(root);
  yield { path: root, stats };
  if (stats.isDirectory()) yield* walkFolder(root);
}

/**
 * @param {string} path
 * @throws {InputNotFound} in acme's words instead of Node's
 */
export async function statInput(path) {
  try {
    return await stat(path);
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
    throw new InputNotFound(`no such file or folder: ${path}`, { cause: error });
  }
}

/**
 * @param {string} folder
 * @returns {AsyncGenerator<Found>}
 */
async function* walkFolder(folder) {
  const names = await readdir(folder);
  for (const name of names.sort()) {
    const path = join(folder, name);
    const stats = await lstat(path);
    yield { path, stats };
    if (stats.isDirectory()) yield* walkFolder(path);
  }
}
