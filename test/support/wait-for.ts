import { setTimeout as delay } from 'node:timers/promises';

const POLL_MS = 10;

/** Polls until the condition holds, and fails after the deadline with what it waited for. */
export async function waitFor(
  condition: () => boolean | Promise<boolean>,
  what: string,
  deadlineMs = 10_000,
): Promise<void> {
  const end = performance.now() + deadlineMs;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`waited ${deadlineMs} ms for ${what}`);
    await delay(POLL_MS);
  }
}
