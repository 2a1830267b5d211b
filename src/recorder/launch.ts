import { writeAside } from '../disk/write-aside.ts';
import { DISTRO } from '../distro.ts';
import type { RunInput } from '../host/recorder.ts';
import { DROP_REASONS, noteDrop } from '../spool/counts.ts';
import type { SpoolLayout } from '../spool/layout.ts';
import { readSchedule, writeSchedule } from '../spool/schedule.ts';
import { trimFiles } from '../spool/trim.ts';
import { listFinished } from '../spool/waiting.ts';
import {
  DEADLINE_MS,
  DEFAULT_BOUNDS,
  REQUEST_VARIABLE,
  userAgentOf,
  type SendRequest,
} from '../spool/send-request.ts';
import { isPlainNode, senderSurroundings, type SenderSurroundings } from '../spool/sender-process.ts';

/** A collector of the user's own is tried again soon: somebody is watching it. */
const OWN_BACKOFF_MS = 1000;

/**
 * Starts the sender when one is due: a process of its own that this one neither waits for nor hears of. What is
 * decided here costs one small read when none is due.
 */
export function launchSenderIfDue(input: RunInput, layout: SpoolLayout): void {
  const now = Date.now();
  const schedule = readSchedule(layout, now);
  const dueAt = input.endpoint.isUsersOwn ? schedule.nextPost : schedule.nextStart;
  if (now < dueAt) return;
  // Written first, so that of many commands that end together few start a sender.
  writeSchedule(layout, { ...schedule, nextStart: now + input.host.sendIntervalMs });
  const { senderFile } = input;
  if (senderFile === undefined || !isPlainNode()) return holdToBounds(layout, now);
  writeAside(layout.requestFile, JSON.stringify(describeRequest(input, layout)));
  launch(senderFile, senderSurroundings(input.env, [REQUEST_VARIABLE, layout.requestFile]));
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
    deadlineMs: DEADLINE_MS,
  };
}

function launch(senderFile: string, surroundings: SenderSurroundings): void {
  const { spawn } = process.getBuiltinModule('node:child_process');
  const child = spawn(process.execPath, [senderFile], {
    ...surroundings,
    detached: true,
    stdio: 'ignore',
  });
  child.on('error', () => undefined);
  child.unref();
}
