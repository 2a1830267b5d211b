import { fs, path } from '../disk/builtin.ts';
import { errorCode } from '../disk/error-code.ts';
import { isOwnFolder } from '../disk/own-folder.ts';
import { effectiveUser } from '../disk/own-file.ts';
import { ENTRY_SUFFIX } from './entry.ts';
import { CLAIM_PREFIX, type SpoolLayout } from './layout.ts';

/** A file of the spool that can be trusted: a regular file of the user's own. */
export interface SpoolFile {
  readonly path: string;
  readonly bytes: number;
  /** Time of the last write, milliseconds since the epoch. */
  readonly modifiedMs: number;
}

/** What lies in a folder of the spool. */
export interface SpoolFolder {
  /** Oldest first. */
  readonly files: readonly SpoolFile[];
  /** Links, folders, files of other accounts: left alone. */
  readonly foreign: number;
}

/**
 * Claims all records that wait, by renaming their folder: a writer that comes too late begins a new one. A folder that
 * is a link or someone else's stays where it is.
 */
export function claimPending(layout: SpoolLayout): void {
  const unique = `${Date.now()}-${process.pid}-${Math.random().toString(36).slice(2)}`;
  if (!isOwnFolder(layout.pendingDir)) return;
  try {
    fs.renameSync(layout.pendingDir, path.join(layout.dir, CLAIM_PREFIX + unique));
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
}

/** Says whether any record waits that nobody has claimed. */
export function hasPending({ pendingDir }: SpoolLayout): boolean {
  return listEntries(pendingDir).files.length > 0;
}

/** Lists the folders that senders claimed and have not emptied, the oldest first. */
export function listClaims(layout: SpoolLayout): string[] {
  return list(layout.dir)
    .filter((name) => name.startsWith(CLAIM_PREFIX))
    .toSorted()
    .map((name) => path.join(layout.dir, name))
    .filter(isOwnFolder);
}

/** Lists the entries of a folder of the spool. A folder that is missing or not the user's own has none. */
export function listEntries(folder: string): SpoolFolder {
  const [uid] = effectiveUser();
  const files: SpoolFile[] = [];
  let foreign = 0;
  for (const name of isOwnFolder(folder) ? list(folder) : []) {
    if (!name.endsWith(ENTRY_SUFFIX)) continue;
    const file = path.join(folder, name);
    const stats = fs.lstatSync(file, { throwIfNoEntry: false });
    if (stats === undefined) continue;
    const isOwn = stats.isFile() && (uid === undefined || stats.uid === uid);
    if (isOwn) files.push({ path: file, bytes: stats.size, modifiedMs: stats.mtimeMs });
    else foreign += 1;
  }
  return { files: files.toSorted((a, b) => a.modifiedMs - b.modifiedMs), foreign };
}

/** Removes a claimed folder that has no entries left; what is foreign in it keeps it. */
export function removeIfEmpty(folder: string): void {
  try {
    fs.rmdirSync(folder);
  } catch {
    // Something foreign is in it, or another sender removed it.
  }
}

function list(folder: string): string[] {
  try {
    return fs.readdirSync(folder);
  } catch {
    // A spool that was never written has no folders.
    return [];
  }
}
