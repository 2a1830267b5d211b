import { ROOT_COMMAND, UNKNOWN_COMMAND } from '../../catalog/command-name.ts';
import type { UsageError } from '../../span/error-name.ts';
import { isTyped, isWord, nameOf, typedFlags, type Named } from './names.ts';
import type { CommandBuilder } from './cli-parts.ts';

/** What is recorded of a command line that clipanion did not understand. */
export interface Refused extends Partial<Named> {
  readonly kind: UsageError;
}

/**
 * Reads one of clipanion's own errors; `undefined` for any other.
 *
 * @param commands those that the error can be about.
 */
export function readRefused(error: unknown, commands: readonly CommandBuilder[]): Refused | undefined {
  if (!(error instanceof Error) || !('clipanion' in error)) return undefined;
  if ('usages' in error) return { kind: 'usage', command: UNKNOWN_COMMAND, flags: [] };
  if (!('candidates' in error)) return { kind: 'usage' };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the only one of its errors that has candidates
  const { candidates: found, input } = error as unknown as UnknownSyntaxError;
  const line = input.filter((word) => word !== END_OF_INPUT);
  const usages = new Set(found.map(({ usage }) => usage));
  const candidates = commands.filter((builder) => usages.has(builder.usage().usage));
  const kind = kindOf(found[0]?.reason);
  if (kind !== undefined) return { kind, ...nameAll(candidates, line) };
  return readUnexplained(candidates, line);
}

/** What clipanion puts behind a line. */
const END_OF_INPUT = '\0';

interface UnknownSyntaxError {
  readonly input: readonly string[];
  readonly candidates: readonly Candidate[];
}

interface Candidate {
  readonly usage: string;
  /** A sentence of clipanion's, without it where no command begins like this or an option is missing. */
  readonly reason: string | null;
}

const KIND_OF_REASON: readonly (readonly [string, UsageError])[] = [
  ['Not enough ', 'missing_argument'],
  ['Unsupported option', 'unknown_option'],
  ['Invalid option', 'unknown_option'],
  ['Extraneous positional', 'excess_arguments'],
];

function kindOf(reason: string | null | undefined): UsageError | undefined {
  return KIND_OF_REASON.find(([start]) => reason?.startsWith(start))?.[1];
}

/** One command, or the program where it could be several. */
function nameAll(candidates: readonly CommandBuilder[], line: readonly string[]): Named {
  const [first, ...others] = candidates;
  if (first === undefined) return { command: UNKNOWN_COMMAND, flags: [] };
  const { command } = nameOf(first);
  if (others.some((other) => nameOf(other).command !== command)) return { command: ROOT_COMMAND, flags: [] };
  return { command, flags: typedFlags(first, line) };
}

function readUnexplained(candidates: readonly CommandBuilder[], line: readonly string[]): Refused {
  const lacking = candidates.filter((builder) => isCalled(builder, line) && lacksOption(builder, line));
  if (lacking.length > 0) return { kind: 'missing_option', ...nameAll(lacking, line) };
  const words = line.filter(isWord);
  if (words.length === 0) return { kind: 'missing_command', command: ROOT_COMMAND, flags: [] };
  for (const { paths } of candidates) {
    if (paths.some((path) => words.every((word, at) => word === path[at]))) {
      return {
        kind: 'missing_command',
        command: (paths[0] ?? []).slice(0, words.length).join(' '),
        flags: [],
      };
    }
  }
  return { kind: 'unknown_command', command: UNKNOWN_COMMAND, flags: [] };
}

function isCalled({ paths }: CommandBuilder, line: readonly string[]): boolean {
  return paths.length === 0 || paths.some((path) => path.every((word) => line.includes(word)));
}

function lacksOption({ options }: CommandBuilder, line: readonly string[]): boolean {
  return options.some((option) => option.required && !isTyped(option, line));
}
