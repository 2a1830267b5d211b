import { fs, path } from './builtin.ts';
import { errorCode } from './error-code.ts';
import { effectiveUser } from './own-file.ts';

/**
 * Makes a folder (mode 0700) below the given own folders, and says whether it may be used: none of the own folders is
 * a link or someone else's. With a state folder below a place that others can write to, this is what keeps our files
 * out of a planted folder.
 *
 * @param ownFolders folders that must be the user's own, outermost first; those above them are the user's business.
 */
export function ensureOwnFolder(folder: string, ownFolders: readonly string[]): boolean {
  for (const own of ownFolders) if (!ensureOne(own)) return false;
  if (!ownFolders.includes(folder)) fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  return true;
}

/** Says whether the path is a real folder of the effective user's. */
export function isOwnFolder(folder: string): boolean {
  try {
    const stats = fs.lstatSync(folder, { throwIfNoEntry: false });
    const [uid] = effectiveUser();
    return stats?.isDirectory() === true && (uid === undefined || stats.uid === uid);
  } catch {
    // Whatever cannot be looked at is not ours to write into.
    return false;
  }
}

function ensureOne(folder: string): boolean {
  if (isOwnFolder(folder)) return true;
  try {
    fs.mkdirSync(path.dirname(folder), { recursive: true, mode: 0o700 });
    fs.mkdirSync(folder, { mode: 0o700 });
    return true;
  } catch (error) {
    // Another command of the same host may have made it in between.
    return errorCode(error) === 'EEXIST' && isOwnFolder(folder);
  }
}
