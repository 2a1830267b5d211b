import type { Command } from 'commander';
import { ROOT_COMMAND } from '../../catalog/command-name.ts';
import type { HostNames } from '../../dictionary/describe-host.ts';

/** Walks a program and all its subcommands, the program first. */
export function* walkTree(command: Command): Generator<Command> {
  yield command;
  for (const subcommand of command.commands) yield* walkTree(subcommand);
}

/** The names of commands, and of their options and those that every program has. */
export function namesOf(tree: Iterable<Command>): HostNames {
  const flags = new Set(['help', 'version']);
  const commands: string[] = [];
  for (const command of tree) {
    commands.push(commandPath(command));
    for (const option of command.options) flags.add(flagName(option));
  }
  return { commands, flags };
}

/** The real names from the program's first subcommand down, whatever aliases were typed. */
export function commandPath(command: Command): string {
  const names: string[] = [];
  for (let at: Command | null = command; at?.parent; at = at.parent) names.unshift(at.name());
  return names.length === 0 ? ROOT_COMMAND : names.join(' ');
}

/** The names of the options that were given on the command line, to the command or those above it. */
export function givenFlags(command: Command): string[] {
  const given: string[] = [];
  for (let at: Command | null = command; at !== null; at = at.parent) {
    for (const option of at.options) {
      const attribute = option.attributeName();
      const isGiven = at.getOptionValueSource(attribute) === 'cli';
      // `--color` and `--no-color` share one value, which says which of them it was.
      const isShared = at.options.some((other) => other !== option && other.attributeName() === attribute);
      const isThis = !isShared || option.negate === (at.getOptionValue(attribute) === false);
      if (isGiven && isThis) given.push(flagName(option));
    }
  }
  return [...new Set(given)];
}

/** The long name without its dashes, or the short one where there is no other. */
function flagName({
  long,
  short,
}: {
  readonly long?: string | undefined;
  readonly short?: string | undefined;
}): string {
  return (long ?? short ?? '').replace(/^-+/, '');
}
