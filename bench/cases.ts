import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { LastSend } from '../src/spool/last-send.ts';
import { createAccount, disableFor, showNoticeTo, type Account } from './account.ts';
import type { App, HostProgram } from './app.ts';
import type { Budget } from './budget.ts';
import { timeHost } from './measure.ts';
import { killSender, waitForSender } from './sender.ts';
import { copyRecord, newRecords, postponeSend, resetSpool } from './spool.ts';
import type { Collectors } from './start-collectors.ts';
import { createWarmAccount, emptyCodeCache, hasCodeCache } from './warm-up.ts';

/** One way to run a host. */
export interface BenchCase {
  readonly name: string;
  readonly host: {
    readonly file: string;
    readonly env: Account['env'];
    /** Default: 0. */
    readonly exitCode?: number;
  };
  /** The case whose time is not telemetry's; none for a baseline. */
  readonly baseline?: BenchCase;
  readonly budget?: Budget;
  /** Brings the disk into the state that the name says; not measured. */
  readonly before?: () => void;
  /** Checks that the run was what the name says, and waits until nothing of it is at work; not measured. */
  readonly after?: () => Promise<void> | void;
}

/** All cases, and those that have a part in a ratio. */
export interface Cases {
  readonly all: readonly BenchCase[];
  /** Takes seconds per run. */
  readonly slow: BenchCase;
  readonly recorded: BenchCase;
  readonly nodeSdk: BenchCase;
}

/** Where the measured programs, the homes of their users and the collectors are. */
export interface Surroundings {
  readonly app: App;
  readonly folder: string;
  readonly urls: Collectors['urls'];
}

const OPTED_OUT: Budget = { kind: 'overhead', holdMs: 1, aimMs: 0.5 };
const RECORDED: Budget = { kind: 'overhead', holdMs: 8, aimMs: 5 };
const SENDER_STARTED: Budget = { kind: 'overhead', holdMs: 12, aimMs: 9 };
const WAITING_RECORDS = 5000;

/** Makes the users of all cases and the cases themselves. */
export async function createCases(surroundings: Surroundings): Promise<Cases> {
  const { app, folder, urls } = surroundings;
  let homes = 0;
  const nextHome = (): string => join(folder, `home-${(homes += 1)}`);
  const plainAccount = (endpoint: string = urls.answers): Account => createAccount(nextHome(), endpoint);
  const warmAccount = (endpoint: string = urls.answers): Promise<Account> =>
    createWarmAccount({ home: nextHome(), file: app.fileOf('plain'), endpoint, answering: urls.answers });
  const host = (program: HostProgram, { env }: Account): BenchCase['host'] => ({
    file: app.fileOf(program),
    env,
  });

  const empty: BenchCase = { name: 'empty', host: host('plain-empty', plainAccount()) };
  const emptyPackage: BenchCase = {
    name: 'empty, one of them a package',
    host: host('plain-empty-package', plainAccount()),
    baseline: empty,
  };
  const emptyCommander: BenchCase = {
    name: 'empty + commander',
    host: host('commander-empty', plainAccount()),
  };

  const optedOut = (name: string, account: Account, more: Record<string, string> = {}): BenchCase => ({
    name,
    host: { file: app.fileOf('plain'), env: { ...account.env, ...more } },
    baseline: empty,
    budget: OPTED_OUT,
    after: () => {
      if (existsSync(account.paths.stateDir)) throw new Error('something was written');
    },
  });
  const noFile = plainAccount();
  disableFor(noFile);

  const noSendDue = (account: Account, name: string): BenchCase => ({
    name,
    host: host('plain', account),
    baseline: empty,
    budget: RECORDED,
    before: () => {
      resetSpool(account.layout);
      postponeSend(account.layout);
      if (!hasCodeCache(account)) throw new Error('the code cache is gone');
    },
    after: () => expectRecorded(account),
  });
  const recorded = noSendDue(await warmAccount(), 'recorded, no send due');

  const uncached = plainAccount();
  showNoticeTo(uncached);
  const withoutCache: BenchCase = {
    ...noSendDue(uncached, 'recorded, no send due, no code cache'),
    before: () => {
      resetSpool(uncached.layout);
      postponeSend(uncached.layout);
      emptyCodeCache(uncached);
    },
  };

  const full = await warmAccount();
  fillSpool(full, app);
  const fullSpool: BenchCase = {
    ...noSendDue(full, 'recorded, 5,000 waiting'),
    budget: { kind: 'same-as', other: recorded },
  };

  const commanderAccount = await warmAccount();
  const recordedCommander: BenchCase = {
    ...noSendDue(commanderAccount, 'recorded + commander'),
    host: host('commander', commanderAccount),
    baseline: emptyCommander,
  };

  const sending = (account: Account, name: string, after: () => Promise<void>): BenchCase => ({
    name,
    host: host('plain', account),
    baseline: empty,
    before: () => resetSpool(account.layout),
    after,
  });
  const answers = await warmAccount();
  const senderStarted: BenchCase = {
    ...sending(answers, 'sender started', () => expectSent(answers, 'delivered')),
    budget: SENDER_STARTED,
  };
  const sameAsAnswered: Budget = { kind: 'same-as', other: senderStarted };
  const refuses = await warmAccount(urls.refuses);
  const fails = await warmAccount(urls.fails);
  const hangs = await warmAccount(urls.hangs);
  const drips = await warmAccount(urls.drips);
  const troubled = [
    sending(refuses, 'collector refuses', () => expectSent(refuses, 'kept')),
    sending(fails, 'collector answers 500', () => expectSent(fails, 'dropped')),
    sending(hangs, 'collector hangs', () => killSender(hangs.layout)),
    sending(drips, 'collector drips', () => killSender(drips.layout)),
  ].map((benchCase): BenchCase => ({ ...benchCase, budget: sameAsAnswered }));

  const nodeSdk: BenchCase = {
    name: 'NodeSDK inline',
    host: host('node-sdk', plainAccount()),
    baseline: empty,
  };
  const slow: BenchCase = {
    name: 'NodeSDK inline, collector refuses',
    // Its `shutdown` rejects, and nobody catches it.
    host: { ...host('node-sdk', plainAccount(urls.refuses)), exitCode: 1 },
    baseline: empty,
  };
  return {
    all: [
      empty,
      emptyPackage,
      optedOut('opted out by ACME_TELEMETRY=0', plainAccount(), { ACME_TELEMETRY: '0' }),
      optedOut('opted out by its file', noFile),
      recorded,
      withoutCache,
      fullSpool,
      senderStarted,
      ...troubled,
      emptyCommander,
      recordedCommander,
      nodeSdk,
    ],
    slow,
    recorded,
    nodeSdk,
  };
}

function fillSpool(account: Account, app: App): void {
  resetSpool(account.layout);
  postponeSend(account.layout);
  timeHost({ file: app.fileOf('plain'), env: account.env });
  copyRecord(account.layout, WAITING_RECORDS);
}

function expectRecorded({ layout }: Account): void {
  const found = newRecords(layout).length;
  if (found !== 1) throw new Error(`${found} records were written, not one`);
}

async function expectSent({ layout }: Account, result: LastSend['result']): Promise<void> {
  const last = await waitForSender(layout);
  if (last.result !== result) throw new Error(`the record was ${last.result}, not ${result}: ${last.why}`);
}
