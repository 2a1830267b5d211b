/** Answers what has to be asked of the system; given by tests. */
export interface TerminalProbe {
  readonly platform: string;
  /** Reads type and device number of an open file; throws if there is none. */
  readonly fstat: (fd: number) => { readonly mode: number; readonly rdev: number };
  readonly isatty: (fd: number) => boolean;
}

/**
 * Tells whether a file descriptor is a terminal. Loading `node:tty` costs 2 ms, so it is asked last, after what
 * `fstat` can rule out. Never throws: a closed descriptor is not a terminal.
 *
 * @param fd - the file descriptor
 * @param probe - how the system is asked
 */
export function isTerminal(fd: number, probe: TerminalProbe = SYSTEM): boolean {
  return deviceKind(fd, probe) !== 'no-terminal' && probe.isatty(fd);
}

/**
 * Tells whether a person can be asked something: standard input and standard error are terminals. Standard output is
 * not looked at, for people pipe it away (`acme list | less`).
 *
 * Where the device number says terminal it is believed, so that the 2 ms of `node:tty` are not spent in every command
 * that a person types. It stays so after the terminal has gone, which `isTerminal` would notice: good enough for an
 * attribute, not for deciding that a person has read something.
 *
 * @param probe - how the system is asked
 */
export function isInteractive(probe: TerminalProbe = SYSTEM): boolean {
  return seemsTerminal(0, probe) && seemsTerminal(2, probe);
}

const SYSTEM: TerminalProbe = {
  platform: process.platform,
  fstat: (fd) => process.getBuiltinModule('node:fs').fstatSync(fd),
  isatty: (fd) => process.getBuiltinModule('node:tty').isatty(fd),
};

function seemsTerminal(fd: number, probe: TerminalProbe): boolean {
  const kind = deviceKind(fd, probe);
  return kind === 'terminal' || (kind === 'unknown' && probe.isatty(fd));
}

type DeviceKind = 'no-terminal' | 'terminal' | 'unknown';

function deviceKind(fd: number, { platform, fstat }: TerminalProbe): DeviceKind {
  try {
    const { mode, rdev } = fstat(fd);
    if ((mode & FILE_TYPE) !== CHARACTER_DEVICE) return 'no-terminal';
    if (platform === 'linux') return linuxDeviceKind((rdev >>> 8) & 0xfff);
    return platform === 'darwin' && rdev >>> 24 === DARWIN_TERMINAL_MAJOR ? 'terminal' : 'unknown';
  } catch {
    // The descriptor is closed; but on Windows fstat has failed on consoles before (libuv 3811), so isatty decides.
    return platform === 'win32' ? 'unknown' : 'no-terminal';
  }
}

const FILE_TYPE = 0o170000;
const CHARACTER_DEVICE = 0o020000;

/** Pseudo-terminals of macOS, `/dev/ttys*`. */
const DARWIN_TERMINAL_MAJOR = 16;

/** Major device numbers of Linux never change: https://docs.kernel.org/admin-guide/devices.html */
function linuxDeviceKind(major: number): DeviceKind {
  if (major === 1) return 'no-terminal'; // /dev/null and friends
  const isTerminalMajor = major === 4 || major === 5 || (major >= 136 && major <= 143); // consoles, pseudo-terminals
  return isTerminalMajor ? 'terminal' : 'unknown';
}
