import { helpText } from './help-text.ts';
import type { VerbContext } from './verb-context.ts';
import { FLAGS_OF_VERB } from './verb-flags.ts';
import { VERBS } from './verb-list.ts';

/** The whole help of the verbs, for frameworks that print none of their own. */
export function usageText(context: VerbContext): string {
  const { host, command } = context;
  const rows = VERBS.flatMap(([verb, summary]): (readonly [string, string])[] => [
    [`  ${verb}`, summary],
    ...(FLAGS_OF_VERB[verb] ?? []).map(({ name, summary: meaning }) => [`    --${name}`, meaning] as const),
  ]);
  const width = Math.max(...rows.map(([left]) => left.length)) + 2;
  const lines = rows.map(([left, right]) => left.padEnd(width) + right);
  const head = `Usage: ${command} [command] [options]\n\nSee and change what ${host.name} records about its use.\n`;
  return `${head}\nCommands:\n${lines.join('\n')}\n${helpText(context)}`;
}
