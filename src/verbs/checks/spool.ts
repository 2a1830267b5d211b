import { DEADLINE_MS } from '../../spool/send-request.ts';
import type { SpoolLayout } from '../../spool/layout.ts';
import { isHeld, readLock } from '../../spool/lock.ts';
import { readSchedule } from '../../spool/schedule.ts';
import type { SpoolStatus } from '../collect-status.ts';
import { nextSendAt } from '../next-send.ts';
import { ok, problem, type Check } from './check.ts';

/** Says who sends now. */
export function checkLock(layout: SpoolLayout, now: number): Check {
  const holder = readLock(layout);
  if (holder === undefined) return ok('lock', 'no sender is at work');
  const who = `process ${holder.pid}, since ${toTime(holder.since)}`;
  if (!isHeld(holder, DEADLINE_MS * 2)) return ok('lock', `left by ${who}; the next sender takes it`);
  return now - holder.since <= DEADLINE_MS * 2
    ? ok('lock', `a sender is at work: ${who}`)
    : problem('lock', `a sender is at work for too long: ${who}`, `end it, or delete ${layout.lockFile}`);
}

/** Says when the next sender may start and post. */
export function checkSchedule(layout: SpoolLayout, now: number): Check {
  const { failures } = readSchedule(layout, now);
  const next = nextSendAt(layout, now);
  const when = next <= now ? 'with the next command' : `not before ${toTime(next)}`;
  return ok('next send', failures === 0 ? when : `${when}, after ${failures} failed in a row`);
}

/** Says what waits, and whether files lie among it that are left alone. */
export function checkWaiting(
  { waitingRecords, waitingBytes, foreignFiles }: SpoolStatus,
  dir: string,
): Check {
  const waiting = `${waitingRecords} command${waitingRecords === 1 ? '' : 's'}, ${waitingBytes} bytes`;
  return foreignFiles === 0
    ? ok('waiting', waiting)
    : problem(
        'waiting',
        `${waiting}, and ${foreignFiles} links or files of other accounts, which are left alone`,
        `delete them in ${dir}`,
      );
}

/** Says what was lost so far, and why. */
export function checkDrops({ delivered, dropped }: SpoolStatus): Check {
  const drops = Object.entries(dropped).map(([reason, spans]) => `${spans} ${reason}`);
  return ok(
    'so far',
    `${delivered} delivered, ${drops.length === 0 ? 'none dropped' : `dropped: ${drops.join(', ')}`}`,
  );
}

/**
 * Says what the last send came to.
 *
 * @param isAway whether the collector could not be reached just now: else what was kept is on its way, or to stay.
 */
export function checkLastSend({ lastSend }: SpoolStatus, isAway: boolean): Check {
  if (lastSend === null) return ok('last send', 'never');
  const { at, result, why } = lastSend;
  const says = `${toTime(at)}: ${WHAT[result]}${why === '' ? '' : ` (${why})`}`;
  if (result === 'dropped') return problem('last send', says, 'tell the vendor');
  return result === 'kept' && isAway
    ? problem('last send', says, 'wait: it is tried again, for 14 days')
    : ok('last send', says);
}

const WHAT = {
  delivered: 'delivered',
  kept: 'kept for later',
  dropped: 'refused, and dropped',
  stopped: 'stopped by a no',
};

function toTime(ms: number): string {
  return new Date(ms).toISOString();
}
