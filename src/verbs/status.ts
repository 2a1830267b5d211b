import { collectStatus } from './collect-status.ts';
import { formatStatus } from './format-status.ts';
import type { VerbContext } from './verb-context.ts';
import type { VerbFlags } from './verb-flags.ts';
import type { VerbResult } from './verb-list.ts';

/** Lists every source of consent and the state of what is stored. Writes nothing. */
export function status(context: VerbContext, { json }: VerbFlags): VerbResult {
  const found = collectStatus(context);
  const stdout = json ? `${JSON.stringify(found, undefined, 2)}\n` : formatStatus(found, context);
  return { stdout, stderr: '', exitCode: 0 };
}
