import type { Session } from '../host/session.ts';
import type { VerbResult } from '../verbs/verb-list.ts';
import type { Verbs } from '../verbs/verbs.ts';

/**
 * Loads the verbs; synchronously, so that hosts that parse synchronously can run them too.
 *
 * @throws the system error where they are missing.
 */
export function loadVerbs({ parts }: Session): Verbs {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- all bundles come out of one build
  return parts.cold() as unknown as Verbs;
}

const MISSING =
  'The files of commandspan are missing beside this program. One that is bundled imports commandspan/bundled.\n';

/** Runs the verbs where they can be found; hosts that have lost our files say so, and show no stack. */
export function withVerbs(session: Session, run: (verbs: Verbs) => VerbResult): VerbResult {
  try {
    return run(loadVerbs(session));
  } catch {
    return { stdout: '', stderr: MISSING, exitCode: 1 };
  }
}
