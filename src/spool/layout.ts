import { SEPARATOR } from '../disk/builtin.ts';

/** Every place in the spool of one endpoint, absolute. */
export interface SpoolLayout {
  readonly dir: string;
  /** One file per command that runs now, or died without an end. */
  readonly runningDir: string;
  /** One file per finished command; the sender claims it by renaming the whole folder. */
  readonly pendingDir: string;
  /** What the sender is to do; written by the host that starts it. */
  readonly requestFile: string;
  /** When the next sender is due; written by senders and by hosts that start one. */
  readonly scheduleFile: string;
  /** Held by the one sender at work. */
  readonly lockFile: string;
  /** What the last sender did, for `status`. */
  readonly resultFile: string;
  /** Delivered and dropped spans so far; written by senders only. */
  readonly countsFile: string;
  /** What was sent lately, for `log`; written by senders only. */
  readonly logFile: string;
  /** Drops that hosts appended, until a sender adds them to the counts. */
  readonly dropsFile: string;
}

/** Claimed folders are called this and a unique rest. */
export const CLAIM_PREFIX = 'claim-';

/** Names all places of one spool; touches none of them. */
export function spoolLayout(dir: string): SpoolLayout {
  const at = (name: string): string => dir + SEPARATOR + name;
  return Object.freeze({
    dir,
    runningDir: at('running'),
    pendingDir: at('pending'),
    requestFile: at('request.json'),
    scheduleFile: at('schedule.json'),
    lockFile: at('lock.json'),
    resultFile: at('last-send.json'),
    countsFile: at('counts.json'),
    logFile: at('sent.jsonl'),
    dropsFile: at('drops.jsonl'),
  });
}
