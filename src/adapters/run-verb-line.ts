import { withVerbs } from './load-verbs.ts';
import { contextOf, type MountedVerbs } from './mounted-verbs.ts';
import { printResult } from './print-result.ts';

/**
 * Runs what a user typed behind the word, prints what comes of it and sets the exit code; the same for every framework.
 * Keeps this run unrecorded. Never throws.
 *
 * @param args everything behind the word, as it was typed.
 */
export function runVerbLine(mounted: MountedVerbs, args: readonly string[]): void {
  const { session } = mounted;
  session.guard(session.exclude);
  const context = contextOf(mounted);
  printResult(withVerbs(session, (verbs) => verbs.runLine(args, context)));
}
