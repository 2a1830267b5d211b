import { fs } from '../disk/builtin.ts';

/** The begin of a file. */
export interface FileStart {
  readonly text: string;
  /** Whether that is all of it. */
  readonly isWhole: boolean;
}

/**
 * Reads the begin of a regular file; `undefined` where there is none. A pipe in its place would be waited for.
 *
 * @throws Node's own error where the file may not be read.
 */
export function readStart(file: string, maxBytes: number): FileStart | undefined {
  const stats = fs.statSync(file, { throwIfNoEntry: false });
  if (!stats?.isFile()) return undefined;
  const descriptor = fs.openSync(file, 'r');
  try {
    const bytes = Buffer.allocUnsafe(Math.min(stats.size, maxBytes));
    const length = fs.readSync(descriptor, bytes, 0, bytes.length, 0);
    return { text: bytes.toString('utf8', 0, length), isWhole: stats.size <= maxBytes };
  } finally {
    fs.closeSync(descriptor);
  }
}
