import { path } from '../disk/builtin.ts';
import type { SpoolLayout } from '../spool/layout.ts';
import { readSchedule } from '../spool/schedule.ts';

/**
 * When the next send can be, in milliseconds since the epoch: not before a sender may start and may post. A collector of
 * the user's own waits for no interval.
 */
export function nextSendAt(layout: SpoolLayout, now: number): number {
  const { nextStart, nextPost } = readSchedule(layout, now);
  return path.basename(layout.dir).startsWith('own+') ? nextPost : Math.max(nextStart, nextPost);
}
