import type { HostNames } from '../../dictionary/describe-host.ts';
import { typedFlags } from '../typed-flags.ts';
import { commandsOf, type CommandHandler, type YargsInstance, type YargsOptions } from './yargs-instance.ts';

/** yargs' own name for a default command that has no other. */
export const NAMELESS = '$0';

/** What a program has declared so far: its commands, and its own options. */
export interface YargsTree {
  readonly handlers: Readonly<Record<string, CommandHandler>>;
  readonly options: YargsOptions;
}

/** The program's tree as it is now. What builder functions add is not in it before they run. */
export function treeOf(yargs: YargsInstance): YargsTree {
  const handlers = { ...commandsOf(yargs).getCommandHandlers() };
  return { handlers, options: yargs.getOptions() };
}

/** The names of all commands, and of the options of the program and of commands that list theirs in an object. */
export function namesOf({ handlers, options: { key, alias } }: YargsTree): HostNames {
  const aliases = new Set(Object.values(alias).flat());
  const flags = new Set(['help', 'version']);
  const add = (name: string, others: unknown): void => {
    flags.add([name, ...[others].flat().map(String)].find((one) => one.length > 1) ?? name);
  };
  for (const name of Object.keys(key)) if (!aliases.has(name)) add(name, alias[name] ?? []);
  for (const { builder } of Object.values(handlers)) {
    if (typeof builder !== 'object' || builder === null) continue;
    for (const [name, option] of Object.entries(builder)) add(name, Object(option).alias ?? []);
  }
  return { commands: Object.keys(handlers).filter((name) => name !== NAMELESS), flags };
}

/**
 * All names of the options that were typed: not those that a default, a variable, a configuration file or a positional
 * argument gave. Only the declared one of each is recorded.
 */
export function givenFlags(yargs: YargsInstance, args: readonly string[]): string[] {
  if (yargs.parsed === false) return [];
  const { argv, aliases, defaulted } = yargs.parsed;
  const typed = typedFlags(args);
  const given = Object.keys(yargs.getOptions().key).map((key) => [key, ...(aliases[key] ?? [])]);
  return given
    .filter(
      (names) =>
        names.some((name) => typed.has(name) || typed.has(`no-${name}`)) &&
        names.some((name) => Object.hasOwn(argv, name)) &&
        !names.some((name) => defaulted[name]),
    )
    .flat();
}
