import { fs, path, SEPARATOR } from '../disk/builtin.ts';
import { errorCode } from '../disk/error-code.ts';
import type { SpoolLayout } from './layout.ts';

/**
 * The one file of one command. It begins in `running` as the journal of a command at work, and its move into `pending`
 * is what makes it a record: a command is never both, and whoever removes the file (the disable verb) has revoked it.
 */
export interface Entry {
  /** Appends a line that a later reader merges over the lines before it. */
  readonly update: (line: string) => void;
  /** Marks a sign of life; the file's time is the end of a command that is killed. */
  readonly touch: () => void;
  /** Whether nobody has revoked it. */
  readonly isThere: () => boolean;
  /** Appends the finished record and hands it to the sender; `'revoked'` when the entry is gone. */
  readonly commit: (record: string) => 'stored' | 'revoked';
  /** Removes the entry: nothing of this command is kept. */
  readonly discard: () => void;
}

/** Entries and records are called after the command span. */
export const ENTRY_SUFFIX = '.jsonl';

/** Windows has no such flag, and no links that an ordinary account can plant. */
const NO_FOLLOW = fs.constants.O_NOFOLLOW ?? 0;
const CREATE = fs.constants.O_CREAT | fs.constants.O_EXCL | fs.constants.O_WRONLY | NO_FOLLOW;
const APPEND = fs.constants.O_APPEND | fs.constants.O_WRONLY | NO_FOLLOW;

/** Senders may move `pending` away again and again, but hardly so often in a row. */
const MOVE_ATTEMPTS = 10;

/**
 * Opens the entry of a command that starts now.
 *
 * @param spanId names the file.
 * @throws the system error that kept it from being written.
 */
export function openEntry(layout: SpoolLayout, spanId: string, firstLine: string): Entry {
  const file = layout.runningDir + SEPARATOR + spanId + ENTRY_SUFFIX;
  create(file, firstLine);
  return {
    update: (line) => {
      appendLine(file, line);
    },
    touch: () => {
      const now = new Date();
      fs.utimesSync(file, now, now);
    },
    isThere: () => fs.existsSync(file),
    commit: (record) => commit({ file, record, layout }),
    discard: () => fs.rmSync(file, { force: true }),
  };
}

function create(file: string, line: string): void {
  try {
    writeLine(fs.openSync(file, CREATE, 0o600), line);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
    fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    writeLine(fs.openSync(file, CREATE, 0o600), line);
  }
}

/**
 * Appends a line to an entry, never through a link, and never creates it: one that somebody removed stays removed.
 *
 * @returns whether the entry is there.
 */
export function appendLine(file: string, line: string): boolean {
  try {
    writeLine(fs.openSync(file, APPEND), line);
    return true;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw error;
  }
}

function writeLine(descriptor: number, line: string): void {
  try {
    fs.writeFileSync(descriptor, `${line}\n`);
  } finally {
    fs.closeSync(descriptor);
  }
}

interface Commit {
  readonly file: string;
  readonly record: string;
  readonly layout: SpoolLayout;
}

function commit({ file, record, layout }: Commit): 'stored' | 'revoked' {
  if (!appendLine(file, record)) return 'revoked';
  const target = layout.pendingDir + SEPARATOR + path.basename(file);
  for (let attempt = 0; attempt < MOVE_ATTEMPTS; attempt += 1) {
    try {
      fs.renameSync(file, target);
      return 'stored';
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') throw error;
      if (!fs.existsSync(file)) return 'revoked';
      // A sender has just claimed the folder by renaming it; the next record begins a new one.
      fs.mkdirSync(layout.pendingDir, { recursive: true, mode: 0o700 });
    }
  }
  throw new Error('the pending folder cannot be kept');
}
