import { isDeno } from '../disk/deno.ts';
import { unseen } from '../host/unseen.ts';

/** Marks signs of life until it is stopped. */
export interface Heartbeat {
  readonly stop: () => void;
}

/** The first sign after a second, then ever rarer: a killed command's duration is known to about a half. */
const FIRST_MS = 1000;
const LONGEST_MS = 60_000;

/**
 * Marks signs of life of a long-running command, so that one that dies of a signal has a duration. Its timer never
 * keeps the process alive; a command that blocks the event loop makes none.
 *
 * @param touch marks one sign; when it throws there is nothing left to mark.
 */
export function startHeartbeat(touch: () => void): Heartbeat {
  let waitMs = FIRST_MS;
  let timer: NodeJS.Timeout | undefined;
  const beat = (): void => {
    try {
      unseen(touch);
    } catch {
      // The entry is gone: an opt-out during the run.
      return;
    }
    waitMs = Math.min(waitMs * 2, LONGEST_MS);
    schedule();
  };
  const schedule = (): void => {
    timer = setTimeout(beat, waitMs);
    timer.unref();
  };
  // Deno ends a program whose top-level `await` waits for nothing, but not while there is any timer, unref or not.
  if (!isDeno()) schedule();
  return {
    stop: () => {
      clearTimeout(timer);
    },
  };
}
