import { fs, path } from './builtin.ts';

/** How a file is written. */
export interface WriteOptions {
  /** Also waits until the bytes and the name are on the disk; for the user's own words. Default: `false`. */
  readonly durable?: boolean;
  /** The file's mode, whatever the umask. Default: 0600. */
  readonly mode?: number;
}

/**
 * Writes a file so that a reader, or a crash, sees the old content or the new, never a part.
 *
 * @throws the system error that kept it from being written.
 */
export function writeAside(file: string, content: string | Uint8Array, options: WriteOptions = {}): void {
  const aside = asideName(file);
  try {
    writeNew(aside, content, options);
    fs.renameSync(aside, file);
  } catch (error) {
    fs.rmSync(aside, { force: true });
    throw error;
  }
  if (options.durable) syncFolder(path.dirname(file));
}

/** A name beside the file that no other process uses. */
export function asideName(file: string): string {
  return `${file}.${process.pid}.${Math.random().toString(36).slice(2)}.tmp`;
}

function writeNew(file: string, content: string | Uint8Array, { durable, mode }: WriteOptions): void {
  const descriptor = fs.openSync(file, 'wx', 0o600);
  try {
    fs.writeFileSync(descriptor, content);
    if (mode !== undefined) fs.fchmodSync(descriptor, mode);
    if (durable) fs.fsyncSync(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
}

function syncFolder(folder: string): void {
  // Windows cannot open a folder; its file systems journal the rename themselves.
  if (process.platform === 'win32') return;
  const descriptor = fs.openSync(folder, 'r');
  try {
    fs.fsyncSync(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
}
