import { fs } from './builtin.ts';
import { errorCode } from './error-code.ts';

/** No file of ours is longer; what is longer is not ours. */
const MAX_BYTES = 64 * 1024;

/** Making an error costs more than looking, and most files that are looked for are not there. */
const QUIETLY = { throwIfNoEntry: false } as const;

/** What lies at a path: nothing, something that cannot be trusted (and why), or the text of a file of the user's own. */
export type OwnFile =
  | { readonly state: 'absent' }
  | { readonly state: 'unsafe'; readonly why: string }
  | { readonly state: 'present'; readonly text: string };

/**
 * Reads a small file only if it is a regular file, not a link, and belongs to one of the given owners.
 *
 * Only `ENOENT` is absence: `existsSync` says false on `EACCES` too, and an unreadable no must stay a no.
 *
 * @param maxBytes a longer file is not ours. Default: 64 KiB.
 * @param owners user ids that may own the file. Default: the effective user. Not looked at on Windows.
 */
export function readOwnFile(
  file: string,
  owners: readonly number[] = effectiveUser(),
  maxBytes: number = MAX_BYTES,
): OwnFile {
  try {
    const stats = fs.lstatSync(file, QUIETLY);
    if (stats === undefined) return { state: 'absent' };
    const why = distrust(stats, owners) ?? (stats.size > maxBytes ? 'too long' : undefined);
    return why === undefined
      ? { state: 'present', text: fs.readFileSync(file, 'utf8') }
      : { state: 'unsafe', why };
  } catch (error) {
    const code = errorCode(error);
    return code === 'ENOENT' ? { state: 'absent' } : { state: 'unsafe', why: `unreadable (${code})` };
  }
}

/** Says whether anything at all, even a dangling link, lies at the path, or that this cannot be known. */
export function presence(file: string): 'absent' | 'present' | 'unknown' {
  try {
    return fs.lstatSync(file, QUIETLY) === undefined ? 'absent' : 'present';
  } catch {
    // Anything but ENOENT: it may be there, where we cannot look.
    return 'unknown';
  }
}

/** The effective user's id as a list; empty on Windows, where files have no numeric owner. */
export function effectiveUser(): readonly number[] {
  const uid = process.geteuid?.();
  return uid === undefined ? [] : [uid];
}

function distrust(stats: import('node:fs').Stats, owners: readonly number[]): string | undefined {
  if (stats.isSymbolicLink()) return 'a symbolic link';
  if (!stats.isFile()) return 'not a regular file';
  if (owners.length > 0 && !owners.includes(stats.uid)) return 'owned by another account';
  return undefined;
}
