import { existsSync, readdirSync, rmSync } from 'node:fs';
import { createAccount, showNoticeTo, type Account } from './account.ts';
import { timeHost } from './measure.ts';
import { waitForSender } from './sender.ts';
import { resetSpool } from './spool.ts';

/** What a user's first recorded commands are run with. */
export interface WarmUpInput {
  readonly home: string;
  /** The plain host. */
  readonly file: string;
  /** Where the measured commands send. */
  readonly endpoint: string;
  /** A collector that answers, for the first command. */
  readonly answering: string;
}

/** Makes a user whose commands are recorded, and who has the id and the code cache that a first send leaves behind. */
export async function createWarmAccount(input: WarmUpInput): Promise<Account> {
  const first = createAccount(input.home, input.answering);
  showNoticeTo(first);
  resetSpool(first.layout);
  timeHost({ file: input.file, env: first.env });
  await waitForSender(first.layout);
  if (!hasCodeCache(first)) throw new Error('the first sender made no code cache');
  return createAccount(input.home, input.endpoint);
}

/** Removes the code cache, which only a sender makes again. */
export function emptyCodeCache({ paths }: Account): void {
  rmSync(paths.codeCacheDir, { recursive: true, force: true });
}

/** Says whether there is a code cache. */
export function hasCodeCache({ paths }: Account): boolean {
  return existsSync(paths.codeCacheDir) && readdirSync(paths.codeCacheDir).length > 0;
}
