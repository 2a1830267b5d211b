import { BUILD } from '../build-stamp.ts';
import { writeCodeCaches } from '../code-cache/code-cache.ts';
import { hasLateNo } from '../consent/consent.ts';
import { DISTRO } from '../distro.ts';
import { recordsOfJournals } from '../spool/killed.ts';
import { spoolLayout } from '../spool/layout.ts';
import { releaseLock, takeLock } from '../spool/lock.ts';
import { readSendRequest, type SendRequest } from '../spool/send-request.ts';
import { drain } from './drain.ts';
import { sweepSiblings } from './sweep.ts';

/**
 * Runs the detached process: takes the spool's lock, drains it, holds the host's other spools to their bounds, and
 * prepares the code cache that makes the next commands cheaper.
 *
 * @param requestFile the request that the host wrote.
 */
export async function runSender(requestFile: string): Promise<void> {
  const request = readSendRequest(requestFile, DISTRO.version);
  if (request === undefined) return;
  dieAfter(request.deadlineMs);
  lowerPriority();
  const layout = spoolLayout(request.spoolDir);
  if (!takeLock(layout, request.deadlineMs * 2)) return;
  const makeRecord = recordsOfJournals(request.identityFile);
  try {
    await drain({ request, layout, now: Date.now, makeRecord });
    if (hasLateNo(request, undefined)) return;
    sweepSiblings(request, Date.now(), makeRecord);
    prepareCodeCache(request);
  } finally {
    releaseLock(layout);
  }
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

function prepareCodeCache(request: SendRequest): void {
  const beside = (name: string): string => `${import.meta.dirname}/${name}.cjs`;
  try {
    writeCodeCaches(
      { ...request, build: BUILD },
      { session: beside('session'), recorder: beside('recorder') },
    );
  } catch {
    // A cache that cannot be written is not missed: commands compile the bundles themselves.
  }
}
