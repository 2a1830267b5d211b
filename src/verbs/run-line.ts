import { escapeControls } from '../terminal/escape-controls.ts';
import { runVerb } from './run-verb.ts';
import { usageText } from './usage-text.ts';
import type { VerbContext } from './verb-context.ts';
import { FLAGS_OF_VERB, type VerbFlags } from './verb-flags.ts';
import { VERBS, type VerbResult } from './verb-list.ts';

/**
 * Runs what a user typed behind the word `telemetry`: a verb and its flags. Without a verb it is `status`; `help`,
 * `--help` and `-h` anywhere give the help. Never throws: what cannot be understood is said on stderr, with exit code 1.
 */
export function runLine(args: readonly string[], context: VerbContext): VerbResult {
  if (args.some((arg) => HELP.has(arg))) return { stdout: usageText(context), stderr: '', exitCode: 0 };
  const isVerbGiven = args[0] !== undefined && !args[0].startsWith('-');
  const [word = 'status', ...rest] = isVerbGiven ? args : ['status', ...args];
  const verb = VERBS.map(([name]) => name).find((name) => name === word);
  if (verb === undefined) {
    return refuse(`unknown command '${word}', expected one of ${VERBS.map(([name]) => name).join(', ')}`);
  }
  const wrong = findWrong(rest, FLAGS_OF_VERB[verb] ?? []);
  if (wrong !== undefined) return refuse(wrong);
  const flags: VerbFlags = Object.fromEntries(rest.map((arg) => [arg.slice(2), true]));
  return runVerb(verb, context, flags);
}

const HELP: ReadonlySet<string> = new Set(['help', '--help', '-h']);

function findWrong(
  args: readonly string[],
  flags: NonNullable<(typeof FLAGS_OF_VERB)[keyof typeof FLAGS_OF_VERB]>,
): string | undefined {
  for (const arg of args) {
    if (!arg.startsWith('-')) return `unexpected argument '${arg}'`;
    const flag = flags.find(({ name }) => `--${name}` === arg);
    if (flag === undefined) return `unknown option '${arg}'`;
    if (flag.not !== undefined && args.includes(`--${flag.not}`)) {
      return `option '${arg}' cannot be used with option '--${flag.not}'`;
    }
  }
  return undefined;
}

function refuse(why: string): VerbResult {
  return { stdout: '', stderr: `error: ${escapeControls(why)}\n`, exitCode: 1 };
}
