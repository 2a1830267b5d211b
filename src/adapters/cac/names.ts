import { ROOT_COMMAND } from '../../catalog/command-name.ts';
import type { HostNames } from '../../dictionary/describe-host.ts';
import { typedFlags } from '../typed-flags.ts';
import type { Cac, CacCommand, CacOption } from './cac-instance.ts';

/** The names of commands, and of their options and those that every program has. */
export function namesOf({ globalCommand, commands }: Pick<Cac, 'globalCommand' | 'commands'>): HostNames {
  const flags = new Set(['help', 'version']);
  for (const { options } of [globalCommand, ...commands]) {
    for (const option of options) flags.add(flagName(option));
  }
  return { commands: commands.map(({ name }) => name).filter((name) => name !== ''), flags };
}

/** The program's name of a command, whatever alias was typed. */
export function commandName(command: CacCommand | undefined): string {
  return command?.name || ROOT_COMMAND;
}

/** The names of the options that were typed, to the command or to the program. */
export function givenFlags(cli: Cac): string[] {
  const options = [...cli.globalCommand.options, ...(cli.matchedCommand?.options ?? [])];
  const typed = new Set([...typedFlags(cli.rawArgs.slice(2))].map(camelCase));
  const isTyped = (option: CacOption): boolean => {
    const not = option.names.some((name) => typed.has(camelCase(`no-${name}`)));
    if (option.negated) return not;
    if (option.names.some((name) => typed.has(name))) return true;
    return not && !options.some((other) => other.negated && other.name === option.name);
  };
  return options
    .filter((option) => isTyped(option) && !(option.required && cli.options[option.name] === true))
    .map(flagName);
}

/** The longest name as it was declared, without its dashes. */
function flagName({ rawName }: CacOption): string {
  const names = rawName
    .replace(/(\.\*|[<[]).*/, '')
    .split(',')
    .map((name) => name.trim().replace(/^-+/, ''));
  return names.toSorted((one, other) => one.length - other.length).at(-1) ?? '';
}

/** As cac does it. */
function camelCase(name: string): string {
  return name.replaceAll(
    /([a-z])-([a-z])/g,
    (_, before: string, after: string) => before + after.toUpperCase(),
  );
}
