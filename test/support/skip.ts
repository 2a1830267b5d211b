/** Skips the tests of a suite, visibly, where something that they need is missing. */
export function skipUnless(context: Mocha.Context, why: string | undefined): void {
  if (why === undefined) return;
  console.log(`    skipped: ${why}`);
  context.skip();
}
