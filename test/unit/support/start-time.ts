/** Waits, busily so as to be exact, for a moment that several processes agreed on. */
export function waitUntilTime(startAt: number): void {
  while (Date.now() < startAt);
}
