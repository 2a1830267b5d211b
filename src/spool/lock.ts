import { fs } from '../disk/builtin.ts';
import { createWhole } from '../disk/create-whole.ts';
import { parseObject } from '../disk/json.ts';
import { readOwnFile, type OwnFile } from '../disk/own-file.ts';
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
  const { lockFile } = layout;
  if (create(lockFile)) return true;
  const found = readOwnFile(lockFile);
  const holder = parseHolder(found);
  if (holder !== undefined && isHeld(holder, staleAfterMs)) return false;
  return removeStale(lockFile, found) && create(lockFile);
}

/** Gives the lock back. */
export function releaseLock(layout: SpoolLayout): void {
  fs.rmSync(layout.lockFile, { force: true });
}

/** Says who holds the lock; `undefined` when nobody does or the file is corrupt. */
export function readLock(layout: SpoolLayout): LockHolder | undefined {
  return parseHolder(readOwnFile(layout.lockFile));
}

/** Says whether the holder still works, as far as can be known. */
export function isHeld({ pid, machine, since }: LockHolder, staleAfterMs: number): boolean {
  const age = Math.abs(Date.now() - since);
  // A zombie that nobody reaps answers as if it lived.
  return isAlive(pid, machine) === true
    ? age < ZOMBIE_AFTER_MS
    : age < staleAfterMs && isAlive(pid, machine) !== false;
}

/**
 * Of several senders that find the lock stale one moves it away; for the others it is gone already. One that comes late
 * has moved away the lock of the first, and puts it back.
 */
function removeStale(file: string, stale: OwnFile): boolean {
  const aside = asideName(file);
  try {
    fs.renameSync(file, aside);
    const isStale = JSON.stringify(readOwnFile(aside)) === JSON.stringify(stale);
    if (!isStale) fs.linkSync(aside, file);
    return isStale;
  } catch {
    // Another sender was quicker.
    return false;
  } finally {
    fs.rmSync(aside, { force: true });
  }
}

function parseHolder(file: OwnFile): LockHolder | undefined {
  const { pid, machine, since } = (file.state === 'present' ? parseObject(file.text) : undefined) ?? {};
  const valid = Number.isSafeInteger(pid) && typeof machine === 'string' && Number.isFinite(since);
  return valid ? { pid: Number(pid), machine, since: Number(since) } : undefined;
}

function create(file: string): boolean {
  const holder: LockHolder = { pid: process.pid, machine: machineToken(), since: Date.now() };
  return createWhole(file, JSON.stringify(holder));
}
