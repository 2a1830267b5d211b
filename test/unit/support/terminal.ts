const fs = process.getBuiltinModule('node:fs');
const tty = process.getBuiltinModule('node:tty');

const CHARACTER_DEVICE = 0o020620;
/** `/dev/pts/0` of Linux, `/dev/ttys000` of macOS. */
const TERMINAL_DEVICE = process.platform === 'darwin' ? 16 << 24 : 136 << 8;

/**
 * Runs synchronous work as if the given standard streams were terminals.
 *
 * @returns what the work wrote to stderr.
 */
export function onTerminal(streams: readonly number[], work: () => void): string {
  const { fstatSync, writeSync } = fs;
  const { isatty } = tty;
  let written = '';
  Reflect.set(fs, 'fstatSync', (fd: number) => ({
    mode: streams.includes(fd) ? CHARACTER_DEVICE : 0o100644,
    rdev: TERMINAL_DEVICE,
  }));
  Reflect.set(tty, 'isatty', (fd: number) => streams.includes(fd));
  Reflect.set(fs, 'writeSync', (fd: number, text: string) => {
    if (fd !== 2) return Reflect.apply(writeSync, fs, [fd, text]);
    written += text;
    return text.length;
  });
  try {
    work();
  } finally {
    Object.assign(fs, { fstatSync, writeSync });
    Object.assign(tty, { isatty });
  }
  return written;
}
