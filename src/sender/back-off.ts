import { MAX_WAIT_MS, type Schedule } from '../spool/schedule.ts';

/** What the next schedule is made from. */
export interface BackOffInput {
  readonly previous: Schedule;
  readonly now: number;
  /** Wait after the first failure, milliseconds. */
  readonly backoffMs: number;
  /** What the collector asked for, milliseconds; 0 when it asked for nothing. */
  readonly askedMs: number;
  readonly failed: boolean;
  /** From 0 up to 1. */
  readonly random: number;
}

/** The longest wait that failures alone lead to. */
const MAX_BACK_OFF_MS = 6 * 60 * 60 * 1000;

/**
 * Makes the schedule after a send: exponential back-off with full jitter, so that the users of a collector that was
 * away do not come back all at once, and never earlier than the collector asked.
 */
export function nextSchedule({ previous, now, backoffMs, askedMs, failed, random }: BackOffInput): Schedule {
  const failures = failed ? previous.failures + 1 : 0;
  const ceiling = failed ? Math.min(backoffMs * 2 ** (failures - 1), MAX_BACK_OFF_MS) : 0;
  const waitMs = Math.min(Math.max(Math.floor(ceiling * random), askedMs), MAX_WAIT_MS);
  return { nextStart: previous.nextStart, nextPost: now + waitMs, failures };
}
