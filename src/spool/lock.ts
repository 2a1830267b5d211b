import { fs } from '../disk/builtin.ts';
import { errorCode } from '../disk/error-code.ts';
import { parseObject } from '../disk/json.ts';
import { readOwnFile } from '../disk/own-file.ts';
import { asideName } from '../disk/write-aside.ts';
import { isAlive, machineToken } from './machine.ts';
import type { SpoolLayout } from './layout.ts';

/** Who holds the lock of a spool. */
export interface LockHolder {
  readonly pid: number;
  readonly machine: string;
  /** Milliseconds since the epoch. */
  readonly since: number;
}

const ZOMBIE_AFTER_MS = 10 * 60 * 1000;

/**
 * Takes the lock that keeps senders of one spool from working at the same time, unless a live sender holds it.
 *
 * It spares the user's machine and the collector; no record depends on it, because each is claimed by a rename.
 *
 * @param staleAfterMs age at which a holder that cannot be asked counts as dead.
 */
export function takeLock(layout: SpoolLayout, staleAfterMs: number): boolean {
  if (create(layout.lockFile)) return true;
  const holder = readLock(layout);
  if (holder !== undefined && isHeld(holder, staleAfterMs)) return false;
  // Of several senders that find it stale one moves it away; the others do not find it any more.
  const aside = asideName(layout.lockFile);
  try {
    fs.renameSync(layout.lockFile, aside);
  } catch {
    return false;
  }
  fs.rmSync(aside, { force: true });
  return create(layout.lockFile);
}

/** Gives the lock back. */
export function releaseLock(layout: SpoolLayout): void {
  fs.rmSync(layout.lockFile, { force: true });
}

/** Says who holds the lock; `undefined` when nobody does or the file is corrupt. */
export function readLock(layout: SpoolLayout): LockHolder | undefined {
  const file = readOwnFile(layout.lockFile);
  const { pid, machine, since } = (file.state === 'present' ? parseObject(file.text) : undefined) ?? {};
  const valid = Number.isSafeInteger(pid) && typeof machine === 'string' && Number.isFinite(since);
  return valid ? { pid: Number(pid), machine, since: Number(since) } : undefined;
}

/** Says whether the holder still works, as far as can be known. */
export function isHeld({ pid, machine, since }: LockHolder, staleAfterMs: number): boolean {
  const age = Math.abs(Date.now() - since);
  // A zombie that nobody reaps answers as if it lived.
  return isAlive(pid, machine) === true
    ? age < ZOMBIE_AFTER_MS
    : age < staleAfterMs && isAlive(pid, machine) !== false;
}

function create(file: string): boolean {
  const holder: LockHolder = { pid: process.pid, machine: machineToken(), since: Date.now() };
  try {
    fs.writeFileSync(file, JSON.stringify(holder), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}
