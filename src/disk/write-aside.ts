import { fs, path } from './builtin.ts';

/**
 * Writes a file (mode 0600) so that a reader, or a crash, sees the old content or the new, never a part.
 *
 * @param options.durable also waits until the bytes and the name are on the disk; for the user's own words.
 * @throws the system error that kept it from being written.
 */
export function writeAside(
  file: string,
  content: string | Uint8Array,
  options: { readonly durable?: boolean } = {},
): void {
  const aside = asideName(file);
  try {
    writeNew(aside, content, options.durable ?? false);
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

function writeNew(file: string, content: string | Uint8Array, sync: boolean): void {
  const descriptor = fs.openSync(file, 'wx', 0o600);
  try {
    fs.writeFileSync(descriptor, content);
    if (sync) fs.fsyncSync(descriptor);
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
