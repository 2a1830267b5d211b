import { SOURCE_PARTS } from '../../support/source-parts.ts';
import type { VerbContext } from '../../../src/verbs/verb-context.ts';

/** Makes what a verb works on, in a program without commands. */
export function verbContext(given: Pick<VerbContext, 'host'> & Partial<VerbContext>): VerbContext {
  const names = (): ReturnType<VerbContext['names']> => ({ commands: [], flags: [] });
  return { env: {}, project: undefined, parts: SOURCE_PARTS, command: 'acme telemetry', names, ...given };
}
