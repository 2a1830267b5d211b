import { hasExactly, parseObject } from '../disk/json.ts';
import { readOwnFile } from '../disk/own-file.ts';
import { writeAside } from '../disk/write-aside.ts';
import type { SpoolLayout } from './layout.ts';

/** When a sender may start and when it may post; times in milliseconds since the epoch. */
export interface Schedule {
  /** Hosts start no sender before this time. */
  readonly nextStart: number;
  /** A sender that starts earlier does the housekeeping only. */
  readonly nextPost: number;
  /** Failed sends in a row. */
  readonly failures: number;
}

/** The longest wait that anything can ask for; a time further ahead comes from a clock that was set back. */
export const MAX_WAIT_MS: number = 24 * 60 * 60 * 1000;

const DUE_NOW: Schedule = { nextStart: 0, nextPost: 0, failures: 0 };

/** Reads the schedule; one that is missing, corrupt or impossibly far ahead means that a sender is due now. */
export function readSchedule(layout: SpoolLayout, now: number): Schedule {
  const file = readOwnFile(layout.scheduleFile);
  const object = file.state === 'present' ? parseObject(file.text) : undefined;
  if (object === undefined || !hasExactly(object, ['nextStart', 'nextPost', 'failures'])) return DUE_NOW;
  const { nextStart, nextPost, failures } = object;
  if (![nextStart, nextPost, failures].every((value) => Number.isSafeInteger(value))) return DUE_NOW;
  const schedule = { nextStart: Number(nextStart), nextPost: Number(nextPost), failures: Number(failures) };
  const plausible = Math.max(schedule.nextStart, schedule.nextPost) <= now + MAX_WAIT_MS;
  return plausible ? schedule : DUE_NOW;
}

/** Stores the schedule for hosts and senders to come. */
export function writeSchedule(layout: SpoolLayout, schedule: Schedule): void {
  writeAside(layout.scheduleFile, `${JSON.stringify(schedule)}\n`);
}
