import { existsSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { readLastSend, type LastSend } from '../src/spool/last-send.ts';
import type { SpoolLayout } from '../src/spool/layout.ts';
import { readLock } from '../src/spool/lock.ts';
import { waitFor } from './wait-for.ts';

/** Between giving back its lock and being gone a sender only exits. */
const DYING_MS = 10;

/** Waits until the sender that a run started has done all its work. @returns what it says it did. */
export async function waitForSender(layout: SpoolLayout): Promise<LastSend> {
  const last = await waitFor('result of a sender', () => readLastSend(layout));
  await waitFor('end of a sender', () => (existsSync(layout.lockFile) ? undefined : true));
  await delay(DYING_MS);
  return last;
}

/** Kills the sender that a run started, which the collector keeps waiting. */
export async function killSender(layout: SpoolLayout): Promise<void> {
  const { pid } = await waitFor('sender at work', () => readLock(layout));
  process.kill(pid, 'SIGKILL');
  await delay(DYING_MS);
}
