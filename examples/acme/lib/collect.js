import { readlink } from 'node:fs/promises';
import { basename, relative, resolve, sep } from 'node:path';
import { NotAFolder } from '../errors.js';
import { walk } from './walk.js';

/** @typedef {import('./tar-header.js').TarEntry} TarEntry */

/**
 * Lists what an archive of a folder holds.
 *
 * @param {string} folder
 * @param {string} output the archive itself is left out: one of an earlier run may lie in the folder
 */
export async function collectEntries(folder, output) {
  /** @type {TarEntry[]} */
  const entries = [];
  for await (const found of walk(folder)) {
    if (found.path === folder && !found.stats.isDirectory()) throw new NotAFolder(`not a folder: ${folder}`);
    if (resolve(found.path) === resolve(output)) continue;
    const names = [folderName(folder), ...relative(folder, found.path).split(sep)];
    const entry = await toEntry(names.filter(Boolean).join('/'), found);
    if (entry) entries.push(entry);
  }
  return entries;
}

/**
 * The folder's own name, for `.` and `..` too.
 *
 * @param {string} folder
 */
export function folderName(folder) {
  return basename(resolve(folder)) || 'root';
}

/**
 * @param {string} name
 * @param {import('./walk.js').Found} found
 * @returns {Promise<TarEntry | undefined>} nothing for sockets, pipes and devices
 */
async function toEntry(name, { path, stats }) {
  const common = { path, name, size: 0, mode: stats.mode, mtimeMs: stats.mtimeMs, target: '' };
  if (stats.isDirectory()) return { ...common, type: 'folder', name: `${name}/` };
  if (stats.isSymbolicLink()) return { ...common, type: 'link', target: await readlink(path) };
  if (stats.isFile()) return { ...common, type: 'file', size: stats.size };
  return undefined;
}
