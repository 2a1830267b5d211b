import { ROOT_COMMAND } from '../../catalog/command-name.ts';
import type { HostNames } from '../../dictionary/describe-host.ts';
import type { CommandBuilder, CommandOption, ParsedLine } from './cli-parts.ts';

/** What a command is recorded as. */
export interface Named {
  readonly command: string;
  readonly flags: readonly string[];
}

/** Names a command, by the first of its paths that has words. One of dashes only is a flag of the program. */
export function nameOf({ paths }: CommandBuilder): Named {
  const path = paths.find((words) => words.some(isWord)) ?? [];
  const flags = path.length > 0 ? path : paths.flat();
  const [flag] = flags.filter((word) => !isWord(word)).toSorted((a, b) => b.length - a.length);
  return {
    command: path.filter(isWord).join(' ') || ROOT_COMMAND,
    flags: flag === undefined ? [] : [withoutDashes(flag)],
  };
}

/** The names of commands, of the groups that they are in, and of their options. */
export function namesOf(commands: Iterable<CommandBuilder>): HostNames {
  const names = new Set<string>();
  const flags = new Set(['help', 'version']);
  for (const builder of commands) {
    const { command, flags: own } = nameOf(builder);
    const words = command.split(' ');
    if (command !== ROOT_COMMAND) for (const at of words.keys()) names.add(words.slice(0, at + 1).join(' '));
    for (const flag of own) flags.add(flag);
    for (const option of builder.options) {
      flags.add(flagOf(option));
      // clipanion takes `--no-` before each of them.
      if (option.arity === 0) flags.add(`no-${flagOf(option)}`);
    }
  }
  return { commands: names, flags };
}

/** The names of the options that clipanion has found in a command line. */
export function givenFlags({ options }: CommandBuilder, found: ParsedLine['options']): readonly string[] {
  return found.flatMap(({ name, value }) => {
    const option = options.find(({ names }) => names.includes(name));
    if (option === undefined) return [];
    return [value === false ? `no-${flagOf(option)}` : flagOf(option)];
  });
}

/** The same of a command line that clipanion has refused, as far as can be seen. */
export function typedFlags({ options }: CommandBuilder, line: readonly string[]): readonly string[] {
  return options.filter((option) => isTyped(option, line)).map(flagOf);
}

/** Says whether an option was typed, and a value behind it where it takes one. */
export function isTyped({ names, arity }: CommandOption, line: readonly string[]): boolean {
  return line.some((word, at) => {
    const [name = '', ...value] = word.split('=');
    const hasValue = arity === 0 || value.length > 0 || isWord(line[at + 1] ?? '-');
    return hasValue && names.includes(name);
  });
}

/** Says whether this is a word of a command, not an option. */
export function isWord(word: string): boolean {
  return !word.startsWith('-');
}

/** The longest of its names. */
function flagOf({ names }: CommandOption): string {
  return withoutDashes(names.reduce((longest, name) => (name.length > longest.length ? name : longest), ''));
}

function withoutDashes(name: string): string {
  return name.replace(/^-+/, '');
}
