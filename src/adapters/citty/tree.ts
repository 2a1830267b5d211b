import type { HostNames } from '../../dictionary/describe-host.ts';
import {
  isPlain,
  plainArguments,
  plainCommands,
  plainValue,
  type Arguments,
  type CommandDefinition,
  type Commands,
} from './definition.ts';

/** A command and its arguments, as far as they are known without loading anything. */
export interface KnownCommand {
  readonly path: string;
  readonly args: Arguments;
}

/**
 * Walks the definitions that are there, the program first. Of a command that is loaded when it runs only the name is
 * known, and of commands that a function or a promise gives, nothing.
 */
export function* walkTree(
  definition: CommandDefinition,
  path = '',
  above: readonly CommandDefinition[] = [],
): Generator<KnownCommand> {
  yield { path, args: plainArguments(definition) };
  const commands = plainCommands(definition);
  for (const key of Object.keys(commands)) {
    const command = plainValue(commands, key);
    const below = join(path, nameOf(commands, key));
    if (!isPlain<CommandDefinition>(command)) yield { path: below, args: {} };
    // A definition below itself would have no end.
    else if (command !== definition && !above.includes(command)) {
      yield* walkTree(command, below, [...above, definition]);
    }
  }
}

/** The names of commands, and of their flags and those that every program has. */
export function namesOf(tree: Iterable<KnownCommand>): HostNames {
  const flags = new Set(['help', 'version']);
  const commands: string[] = [];
  for (const { path, args } of tree) {
    if (path !== '') commands.push(path);
    for (const [name, { type }] of Object.entries(args)) {
      if (type === 'positional') continue;
      flags.add(name);
      // citty takes `--no-` before each of them.
      if (type === 'boolean') flags.add(`no-${name}`);
    }
  }
  return { commands, flags };
}

/** The name of a command that is listed under several: the first. citty 0.1 has no other aliases. */
export function nameOf(commands: Commands, key: string): string {
  const command = plainValue(commands, key);
  return Object.keys(commands).find((name) => plainValue(commands, name) === command) ?? key;
}

/** The name of a command below another. */
export function join(path: string, name: string): string {
  return path === '' ? name : `${path} ${name}`;
}
