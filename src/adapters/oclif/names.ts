import { ROOT_COMMAND } from '../../catalog/command-name.ts';
import type { HostNames } from '../../dictionary/describe-host.ts';
import { SINGLE_COMMAND, type OclifCommand, type OclifConfig } from './config.ts';
import { namesOfFlags } from './given-flags.ts';

/**
 * The names of the program's own commands, topics and flags and those of the plug-ins that its vendor chose. What users
 * install or link has names that the vendor does not know.
 */
export function namesOf(config: OclifConfig): HostNames {
  const commands = new Set<string>();
  const flags = new Set(['help', 'version']);
  for (const { type, commands: own } of config.plugins.values()) {
    if (type !== 'core') continue;
    for (const { id, flags: declared = {}, isTelemetry } of own) {
      if (isTelemetry === true) continue;
      for (const name of withTopics(commandName(id))) commands.add(name);
      for (const name of namesOfFlags(declared)) flags.add(name);
    }
  }
  return { commands, flags };
}

/** How a command is recorded, whatever separates its topics on the command line: `deploy function`. */
export function commandName(id: string): string {
  return id === SINGLE_COMMAND ? ROOT_COMMAND : id.replaceAll(':', ' ');
}

/** The command whose alias or permutation this is, or the command itself. */
export function originalOf(config: OclifConfig, command: OclifCommand): OclifCommand {
  for (const { commands } of config.plugins.values()) {
    const original = commands.find(({ load }) => load === command.load);
    if (original !== undefined) return original;
  }
  return command;
}

/** `deploy function` and `deploy`, which shows what there is below it. */
function withTopics(name: string): string[] {
  const words = name.split(' ');
  return words.map((_word, at) => words.slice(0, at + 1).join(' '));
}
