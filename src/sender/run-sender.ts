import { BUILD } from '../build-stamp.ts';
import { writeCodeCaches } from '../code-cache/code-cache.ts';
import { hasLateNo } from '../consent/consent.ts';
import { recordsOfJournals } from '../spool/killed.ts';
import { hasPending } from '../spool/claims.ts';
import { spoolLayout, type SpoolLayout } from '../spool/layout.ts';
import { releaseLock, takeLock } from '../spool/lock.ts';
import { readSchedule } from '../spool/schedule.ts';
import { DEADLINE_MS, type SendRequest } from '../spool/send-request.ts';
import type { SendingMeans } from '../spool/sending.ts';
import { drain } from './drain.ts';
import { sweepSiblings } from './sweep.ts';

/** Commands that end one after the other must not keep one sender at work for ever. */
const MAX_ROUNDS = 20;
/** Another sender that is at work, and awaited too, has not seen the record of the host that waits for this one. */
const LOCK_POLL_MS = 50;

/**
 * Runs the detached process: takes the spool's lock, drains it, holds the host's other spools to their bounds, and
 * prepares the code cache that makes the next commands cheaper.
 */
export async function runSender(request: SendRequest, { recorder, folder }: SendingMeans): Promise<void> {
  const { deadlineMs, isAwaited, identityFile } = request;
  dieAfter(deadlineMs);
  if (!isAwaited) lowerPriority();
  const layout = spoolLayout(request.spoolDir);
  const makeRecord = recordsOfJournals(identityFile, () => recorder(request));
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    if (!(await obtainLock(request, layout))) return;
    try {
      await drain({ request, layout, now: Date.now, makeRecord });
      if (hasLateNo(request, undefined)) return;
      if (round === 0) {
        sweepSiblings(request, Date.now(), makeRecord);
        // A host that waits is not kept waiting for the next ones.
        if (!isAwaited) prepareCodeCache(request, folder);
      }
    } finally {
      releaseLock(layout);
    }
    // Looked at without the lock: the sender of a command that has ended meanwhile found it taken.
    if (!request.isWatched || !isDue(layout)) return;
  }
}

function isDue(layout: SpoolLayout): boolean {
  return hasPending(layout) && Date.now() >= readSchedule(layout, Date.now()).nextPost;
}

/** Takes the lock; one that a host waits for waits for it, for a part of its time. */
async function obtainLock({ deadlineMs, isAwaited }: SendRequest, layout: SpoolLayout): Promise<boolean> {
  const giveUpAt = isAwaited ? performance.now() + deadlineMs / 3 : 0;
  while (!takeLock(layout, DEADLINE_MS * 2)) {
    if (performance.now() >= giveUpAt) return false;
    await new Promise((resolve) => void setTimeout(resolve, LOCK_POLL_MS));
  }
  return true;
}

/** `process.exit()` waits for a name look-up that hangs; the kernel does not. */
function dieAfter(deadlineMs: number): void {
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), deadlineMs).unref();
}

/** The user's own work comes first. */
function lowerPriority(): void {
  try {
    process.getBuiltinModule('node:os').setPriority(10);
  } catch {
    // Some sandboxes forbid it; then it is as it is.
  }
}

function prepareCodeCache(request: SendRequest, folder: string | undefined): void {
  if (folder === undefined) return;
  const beside = (name: string): string => `${folder}/${name}.cjs`;
  try {
    writeCodeCaches(
      { ...request, build: BUILD },
      { session: beside('session'), recorder: beside('recorder') },
    );
  } catch {
    // A cache that cannot be written is not missed: commands compile the bundles themselves.
  }
}
