import { path } from '../disk/builtin.ts';
import { writeAside } from '../disk/write-aside.ts';
import { DISTRO } from '../distro.ts';
import type { RunInput } from '../host/recorder.ts';
import { shortenVersion } from '../resource/version.ts';
import { DROP_REASONS, noteDrop } from '../spool/counts.ts';
import type { SpoolLayout } from '../spool/layout.ts';
import { readSchedule, writeSchedule } from '../spool/schedule.ts';
import { trimFiles } from '../spool/trim.ts';
import { listFinished } from '../spool/waiting.ts';
import { DEADLINE_MS, DEFAULT_BOUNDS, REQUEST_VARIABLE, type SendRequest } from '../spool/send-request.ts';

/** Variables that a sender needs to reach the net as the user's other programs do; nothing else is handed on. */
const HANDED_ON = [
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
  'ALL_PROXY',
  'http_proxy',
  'https_proxy',
  'no_proxy',
  'all_proxy',
  'NODE_EXTRA_CA_CERTS',
  'NODE_USE_SYSTEM_CA',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'LANG',
  'LC_ALL',
  'TMPDIR',
  'TEMP',
  'TMP',
  'SystemRoot',
  'SYSTEMROOT',
] as const;

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
  if (!isPlainNode()) return holdToBounds(layout, now);
  writeAside(layout.requestFile, JSON.stringify(describeRequest(input, layout)));
  launch(input, layout.requestFile);
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
    userAgent: `${host.name}/${shortenVersion(host.version) ?? '0'} ${DISTRO.name}/${DISTRO.version}`,
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

function launch({ env, senderFile }: RunInput, requestFile: string): void {
  const { spawn } = process.getBuiltinModule('node:child_process');
  // Without a prototype, whose enumerable properties would become variables too; and Node adds a coverage folder of
  // its own unless the key is there.
  const childEnv: NodeJS.ProcessEnv = Object.assign(Object.create(null), {
    [REQUEST_VARIABLE]: requestFile,
    NODE_V8_COVERAGE: undefined,
  });
  for (const name of HANDED_ON) if (env[name] !== undefined) childEnv[name] = env[name];
  const child = spawn(process.execPath, [senderFile], {
    detached: true,
    stdio: 'ignore',
    windowsHide: true,
    // Never a temp folder: anyone can plant files there that a program started in it reads.
    cwd: path.parse(process.execPath).root,
    env: childEnv,
  });
  child.on('error', () => undefined);
  child.unref();
}

/** Elsewhere (single executables, Electron, Bun) the executable would run the host again; records wait. */
function isPlainNode(): boolean {
  const { electron, bun } = process.versions;
  return (
    electron === undefined &&
    bun === undefined &&
    /^node[\d.]*(\.exe)?$/i.test(path.basename(process.execPath))
  );
}
