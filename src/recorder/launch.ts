import { writeAside } from '../disk/write-aside.ts';
import { DISTRO } from '../distro.ts';
import type { RunInput } from '../host/recorder.ts';
import { DROP_REASONS, noteDrop } from '../spool/counts.ts';
import type { SpoolLayout } from '../spool/layout.ts';
import { readSchedule, writeSchedule, type Schedule } from '../spool/schedule.ts';
import { trimFiles } from '../spool/trim.ts';
import { listFinished } from '../spool/waiting.ts';
import {
  AWAITED_DEADLINE_MS,
  DEADLINE_MS,
  DEFAULT_BOUNDS,
  toRequestValue,
  type SendRequest,
} from '../spool/send-request.ts';
import { REQUEST_VARIABLE } from '../spool/sender-call.ts';
import { userAgentOf } from '../spool/user-agent.ts';
import { findSender, senderSurroundings, type SenderSurroundings } from '../spool/sender-process.ts';

/** A collector of the user's own is tried again soon: somebody is watching it. */
const OWN_BACKOFF_MS = 1000;

/**
 * Starts the sender when one is due: a process of its own that this one neither waits for nor hears of, unless the host
 * wants to wait. What is decided here costs one small read when none is due.
 */
export function launchSenderIfDue(input: RunInput, layout: SpoolLayout): void {
  const now = Date.now();
  const schedule = readSchedule(layout, now);
  if (now < dueAt(input, schedule)) return;
  // Written first, so that of many commands that end together few start a sender.
  writeSchedule(layout, { ...schedule, nextStart: now + input.host.sendIntervalMs });
  const start = findSender(input.sender);
  if (start.state === 'none') {
    input.say(`what is recorded waits, because no sender can be started: ${start.why}`);
    return holdToBounds(layout, now);
  }
  const token = start.state === 'host' ? process.getBuiltinModule('node:crypto').randomUUID() : undefined;
  const request: SendRequest = { ...describeRequest(input, layout), ...(token !== undefined && { token }) };
  writeAside(layout.requestFile, JSON.stringify(request));
  const value = toRequestValue(layout.requestFile, token);
  launch(start.args, senderSurroundings(input.env, [REQUEST_VARIABLE, value]), request);
}

/** A machine that ends with the command has no later one: there only a collector that is away is waited for. */
function dueAt({ host, endpoint }: RunInput, { nextStart, nextPost }: Schedule): number {
  if (host.send === 'blocking') return Math.min(nextStart, nextPost);
  return endpoint.isUsersOwn ? nextPost : nextStart;
}

/** Where no sender can be started, commands keep the spool's bounds themselves, at the same rate. */
function holdToBounds(layout: SpoolLayout, now: number): void {
  const { dropped } = trimFiles(listFinished(layout), DEFAULT_BOUNDS, now);
  for (const reason of DROP_REASONS) {
    const spans = dropped[reason] ?? 0;
    if (spans > 0) noteDrop(layout, reason, spans);
  }
}

function describeRequest({ host, endpoint }: RunInput, layout: SpoolLayout): SendRequest {
  const { noFile, policyFile, ownFolders, codeCacheDir, identityFile } = host.paths;
  const isAwaited = host.send === 'blocking';
  return {
    version: DISTRO.version,
    url: endpoint.url,
    headers: endpoint.headers,
    userAgent: userAgentOf(host),
    spoolDir: layout.dir,
    ownFolders,
    noFile,
    policyFile,
    codeCacheDir,
    identityFile,
    backoffMs: endpoint.isUsersOwn ? OWN_BACKOFF_MS : host.sendIntervalMs,
    bounds: DEFAULT_BOUNDS,
    deadlineMs: isAwaited ? AWAITED_DEADLINE_MS : DEADLINE_MS,
    isAwaited,
    isWatched: endpoint.isUsersOwn,
  };
}

function launch(
  args: readonly string[],
  surroundings: SenderSurroundings,
  { isAwaited, deadlineMs }: SendRequest,
): void {
  const { spawn, spawnSync } = process.getBuiltinModule('node:child_process');
  if (isAwaited) {
    // Not detached: who interrupts the host interrupts it too.
    const limits = { timeout: deadlineMs, killSignal: 'SIGKILL' } as const;
    spawnSync(process.execPath, args, { ...surroundings, ...limits, stdio: 'ignore' });
    return;
  }
  const child = spawn(process.execPath, args, { ...surroundings, detached: true, stdio: 'ignore' });
  child.on('error', () => undefined);
  child.unref();
}
