import type { helpText } from '../../verbs/help-text.ts';
import type { runVerb } from '../../verbs/run-verb.ts';

/** What the bundle of the verbs exports. */
export interface Verbs {
  readonly helpText: typeof helpText;
  readonly runVerb: typeof runVerb;
}

/** Loads the verbs from beside this bundle; synchronously, so that hosts that call `parse` can run them too. */
export function loadVerbs(): Verbs {
  const { createRequire } = process.getBuiltinModule('node:module');
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- both bundles come out of one build
  return createRequire(import.meta.url)('./verbs.cjs') as Verbs;
}
