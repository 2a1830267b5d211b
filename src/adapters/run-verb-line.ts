import type { HostNames } from '../dictionary/describe-host.ts';
import type { Session } from '../host/session.ts';
import { withVerbs } from './load-verbs.ts';
import { printResult } from './print-result.ts';

/** The verbs in one program. */
export interface MountedVerbs {
  readonly session: Session;
  /** Under which users find them: `telemetry`. */
  readonly word: string;
  /** Names out of the framework's tree, without the verbs themselves; called only when somebody asks for them. */
  readonly names: () => HostNames;
}

/**
 * Runs what a user typed behind the word, prints what comes of it and sets the exit code; the same for every framework.
 * Keeps this run unrecorded. Never throws.
 *
 * @param args everything behind the word, as it was typed.
 */
export function runVerbLine({ session, word, names }: MountedVerbs, args: readonly string[]): void {
  session.guard(session.exclude);
  const { host, env, parts } = session;
  const context = { host, env, names, parts, project: session.project(), command: `${host.name} ${word}` };
  printResult(withVerbs(session, (verbs) => verbs.runLine(args, context)));
}
