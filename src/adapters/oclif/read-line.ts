import { ROOT_COMMAND, UNKNOWN_COMMAND } from '../../catalog/command-name.ts';
import { DEFAULT_WORD } from '../mount-options.ts';
import type { OclifCommand, OclifConfig } from './config.ts';
import { givenFlags } from './given-flags.ts';
import { commandName, originalOf } from './names.ts';

/** What oclif understands a command line to be. */
export interface Line {
  readonly id: string | undefined;
  readonly argv: readonly string[];
}

/** What is to be recorded of a command line. */
export interface ReadLine {
  readonly name: string;
  readonly flags: readonly string[];
  /** The command that runs, or whose help is shown. */
  readonly command?: OclifCommand | undefined;
}

/** Finds what oclif will do with a command line, in the order in which it looks: version, help, command, topic. */
export function readLine(config: OclifConfig, { id, argv }: Line): ReadLine {
  const { additionalHelpFlags = [], additionalVersionFlags = [] } = config.pjson.oclif;
  if (id === undefined) return { name: ROOT_COMMAND, flags: [] };
  if (['--version', ...additionalVersionFlags].includes(id))
    return { name: ROOT_COMMAND, flags: ['version'] };
  const helpFlags = new Set(['--help', ...additionalHelpFlags]);
  const words = [id, ...argv];
  const end = words.indexOf('--');
  if (words.slice(0, end < 0 ? words.length : end).some((word) => helpFlags.has(word))) {
    return readHelp(
      config,
      words.filter((word) => !helpFlags.has(word)),
    );
  }
  const command = config.findCommand(id);
  if (command === undefined) return readTopic(config, id, !config.flexibleTaxonomy);
  if (id === 'help' && command.pluginName === '@oclif/plugin-help') return readHelp(config, argv);
  return readCommand(config, command, argv);
}

/** Reads what a command was given. What is ours stands for a command of that name which the program has itself. */
export function readCommand(config: OclifConfig, found: OclifCommand, argv: readonly string[]): ReadLine {
  const command = (found.isTelemetry === true ? config.findCommand(DEFAULT_WORD) : undefined) ?? found;
  const flags = givenFlags(command.flags ?? {}, argv);
  return { name: commandName(originalOf(config, command).id), flags, command };
}

function readTopic(config: OclifConfig, id: string, areTopicsShown = true): ReadLine {
  const isTopic = areTopicsShown && config.findTopic(id) !== undefined;
  return { name: isTopic ? commandName(id) : UNKNOWN_COMMAND, flags: [] };
}

/** Behind a flag that asks for help, oclif has not yet put the words of a command together. */
function readHelp(config: OclifConfig, words: readonly string[]): ReadLine {
  const end = words.findIndex((word) => word.startsWith('-'));
  const typed = words.slice(0, end < 0 ? words.length : end);
  const ids = typed.map((_word, at) => typed.slice(0, at + 1).join(':'));
  const found = (config.topicSeparator === ':' ? ids.slice(0, 1) : ids.toReversed()).find(
    (id) => config.findCommand(id) ?? config.findTopic(id),
  );
  const read = readSubject(config, found ?? typed[0], words);
  return { ...read, flags: [...read.flags, 'help'] };
}

function readSubject(config: OclifConfig, id: string | undefined, words: readonly string[]): ReadLine {
  if (id === undefined) return { name: ROOT_COMMAND, flags: [] };
  const command = config.findCommand(id);
  return command === undefined ? readTopic(config, id) : readCommand(config, command, words);
}
