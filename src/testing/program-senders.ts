import { spawn } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { SEPARATOR } from '../disk/builtin.ts';
import type { HostPaths } from '../disk/paths.ts';
import { spoolLayout, type SpoolLayout } from '../spool/layout.ts';
import { readLock } from '../spool/lock.ts';
import { isAlive } from '../spool/machine.ts';
import { REQUEST_VARIABLE } from '../spool/sender-call.ts';
import { senderSurroundings } from '../spool/sender-process.ts';

/** The senders in the home of a test's programs. */
export interface ProgramSenders {
  /**
   * Starts a sender where something waits and none is at work: what a command leaves while the sender of the one
   * before is at work waits for the next command, and a test may have none.
   */
  readonly nudge: () => void;
  /** How many records wait, those included that no sender was asked to send. */
  readonly waiting: () => number;
  /** Whether no sender is at work, and none has anything to do. */
  readonly areQuiet: () => boolean;
}

const NUDGE_EVERY_MS = 200;

/** Looks after the senders in one home. */
export function createProgramSenders({ home, spoolsDir }: HostPaths, senderFile: string): ProgramSenders {
  const seen = new Map<number, string>();
  let children = 0;
  let nextNudge = 0;
  const layouts = (): SpoolLayout[] =>
    list(spoolsDir).map((name) => spoolLayout(spoolsDir + SEPARATOR + name));
  const start = ({ requestFile }: SpoolLayout): void => {
    const surroundings = senderSurroundings(process.env, [REQUEST_VARIABLE, requestFile]);
    children += 1;
    spawn(process.execPath, [senderFile], { ...surroundings, stdio: 'ignore' })
      .once('error', () => (children -= 1))
      .once('exit', () => (children -= 1));
  };
  return {
    nudge: () => {
      if (Date.now() < nextNudge) return;
      nextNudge = Date.now() + NUDGE_EVERY_MS;
      for (const layout of layouts()) if (isDue(layout) && readLock(layout) === undefined) start(layout);
    },
    waiting: () => layouts().reduce((sum, { pendingDir }) => sum + list(pendingDir).length, 0),
    areQuiet: () => {
      for (const layout of layouts()) {
        if (isDue(layout)) return false;
        const holder = readLock(layout);
        if (holder !== undefined) seen.set(holder.pid, holder.machine);
      }
      // Whoever has given its lock back lives a moment longer.
      return (
        children === 0 && ![...seen].some(([pid, machine]) => isAlive(pid, machine)) && !isAnyStarting(home)
      );
    },
  };
}

/** Whether something waits that a sender was asked to send. */
function isDue({ pendingDir, requestFile }: SpoolLayout): boolean {
  return list(pendingDir).length > 0 && existsSync(requestFile);
}

/** A sender that has no lock yet shows only where processes can be listed. */
function isAnyStarting(home: string): boolean {
  const sign = `${REQUEST_VARIABLE}=${home}/`;
  return list('/proc').some((name) => /^\d+$/.test(name) && read(`/proc/${name}/environ`).includes(sign));
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    // There is none, or not any more.
    return [];
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    // The process has ended in between, or is not ours.
    return '';
  }
}
