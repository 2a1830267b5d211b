import { join } from 'node:path';
import { drain } from '../../../src/sender/drain.ts';
import { ensureOwnFolder } from '../../../src/disk/own-folder.ts';
import { readCounts } from '../../../src/spool/counts.ts';
import type { SpoolLayout } from '../../../src/spool/layout.ts';
import { DEFAULT_BOUNDS, type SendRequest } from '../../../src/spool/send-request.ts';
import { parseRecord } from '../../../src/spool/record.ts';
import { listFinished } from '../../../src/spool/waiting.ts';
import { readFileSync } from 'node:fs';
import { acmePaths } from './hosts.ts';
import { makeSpool, recordOfJournal, storeRecord } from './spools.ts';

/** The spool of a host called acme, and a sender that can be run on it. */
export interface TestSpool {
  readonly layout: SpoolLayout;
  readonly request: SendRequest;
  /** Stores records that wait, each of so many spans, and returns them. */
  readonly store: (count: number, spans?: number) => string[];
  /** Runs one sender to its end. */
  readonly drain: (now?: () => number) => Promise<void>;
  /** The spans that wait, and those that were delivered or dropped. */
  readonly account: () => { waiting: number; delivered: number; dropped: Readonly<Record<string, number>> };
}

/** Makes the spool of a host called acme in the given home. */
export function makeTestSpool(
  home: string,
  changes: Partial<SendRequest> & { readonly url: string },
): TestSpool {
  const { noFile, policyFile, ownFolders, codeCacheDir, identityFile, spoolsDir, stateDir } = acmePaths(home);
  ensureOwnFolder(stateDir, ownFolders);
  const layout = makeSpool(join(spoolsDir, 'vendor'));
  const request: SendRequest = {
    version: '0.0.0',
    headers: { 'x-key': 'vendor' },
    userAgent: 'acme/1.2.3 commandspan/0.0.0',
    spoolDir: layout.dir,
    noFile,
    policyFile,
    ownFolders,
    codeCacheDir,
    identityFile,
    backoffMs: 60_000,
    bounds: DEFAULT_BOUNDS,
    deadlineMs: 9000,
    isAwaited: false,
    isWatched: false,
    ...changes,
  };
  let stored = 0;
  // Each a little younger than the one before: files written at once may have the same time, and no order.
  const firstMs = Date.now() - 3_600_000;
  return {
    layout,
    request,
    store: (count, spans = 1) =>
      Array.from({ length: count }, () => {
        stored += 1;
        const file = storeRecord({
          folder: layout.pendingDir,
          number: stored,
          spans,
          modifiedMs: firstMs + stored * 10,
        });
        return parseRecord(readFileSync(file, 'utf8'))?.json ?? '';
      }),
    drain: (now = Date.now) => drain({ request, layout, now, makeRecord: recordOfJournal }),
    account: () => {
      const { delivered, dropped } = readCounts(layout);
      const records = listFinished(layout).map(({ path }) => parseRecord(readFileSync(path, 'utf8')));
      return { waiting: records.reduce((sum, record) => sum + (record?.spans ?? 0), 0), delivered, dropped };
    },
  };
}
