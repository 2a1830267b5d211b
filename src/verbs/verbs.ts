import type { helpText } from './help-text.ts';
import type { runLine } from './run-line.ts';
import type { runVerb } from './run-verb.ts';

/** The verbs as the bundle that holds them exports them. */
export interface Verbs {
  readonly helpText: typeof helpText;
  readonly runLine: typeof runLine;
  readonly runVerb: typeof runVerb;
}
