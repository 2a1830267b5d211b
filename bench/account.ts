import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { noticeContent } from '../src/consent/files.ts';
import { ensureOwnFolder } from '../src/disk/own-folder.ts';
import type { HostPaths } from '../src/disk/paths.ts';
import { writeAside } from '../src/disk/write-aside.ts';
import { resolveEndpoint } from '../src/host/endpoint.ts';
import { parseOptions } from '../src/host/options.ts';
import { spoolLayout, type SpoolLayout } from '../src/spool/layout.ts';

/** A user of the measured program: a home of their own, and where telemetry keeps what in it. */
export interface Account {
  readonly env: Readonly<Record<string, string>>;
  readonly paths: HostPaths;
  readonly layout: SpoolLayout;
}

/** What a program needs of the machine; CI and agent variables, `OTEL_*` and `NODE_OPTIONS` stay out. */
const PASSED_ON = ['PATH', 'SystemRoot', 'TMPDIR', 'TEMP', 'TMP'];

/** Makes the home of a user, unless it is there, of a program that sends to the endpoint. */
export function createAccount(home: string, endpoint: string): Account {
  mkdirSync(home, { recursive: true });
  const env: Record<string, string> = {
    HOME: home,
    USERPROFILE: home,
    APPDATA: join(home, '.config'),
    LOCALAPPDATA: join(home, '.local'),
    BENCH_ENDPOINT: endpoint,
  };
  for (const name of PASSED_ON) {
    const value = process.env[name];
    if (value !== undefined) env[name] = value;
  }
  // The same name as in bench/hosts/telemetry.js; each run is checked to have written where this says.
  const host = parseOptions({ name: 'acme', version: '1.2.3', endpoint }, env);
  return { env, paths: host.paths, layout: spoolLayout(resolveEndpoint(host, env).spoolDir) };
}

/** Makes the account one that has seen the notice, so that its commands are recorded. */
export function showNoticeTo({ paths }: Account): void {
  ensureOwnFolder(paths.stateDir, paths.ownFolders);
  writeAside(paths.noticeFile, noticeContent(1));
}

/** Makes the account one that ran the `disable` verb. */
export function disableFor({ paths }: Account): void {
  mkdirSync(dirname(paths.noFile), { recursive: true });
  writeAside(paths.noFile, '\n');
}
