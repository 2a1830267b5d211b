import { setTimeout as delay } from 'node:timers/promises';

/** Polls until something is so, and says what it waited for when it never is. */
export async function waitUntil(what: string, isSo: () => boolean, timeoutMs = 10_000): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (!isSo()) {
    if (performance.now() > deadline) throw new Error(`${what}: not within ${timeoutMs} ms`);
    await delay(5);
  }
}
