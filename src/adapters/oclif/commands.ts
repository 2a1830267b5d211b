import { REGISTERED } from '../../host/registered.ts';
import { sessionOf } from '../../host/session-of.ts';
import { VERBS } from '../../verbs/verb-list.ts';
import { DEFAULT_WORD } from '../mount-options.ts';
import { runVerbLine } from '../run-verb-line.ts';
import type { OclifConfig } from './config.ts';
import { findSession } from './find-session.ts';
import { namesOf } from './names.ts';

/** The command of the verbs, with what oclif and other plug-ins look for in the class of a command. */
export interface VerbCommand {
  readonly summary: string;
  readonly description: string;
  readonly usage: string;
  readonly strict: boolean;
  readonly args: object;
  readonly flags: object;
  readonly aliases: readonly string[];
  readonly hiddenAliases: readonly string[];
  readonly isTelemetry: boolean;
  readonly run: (argv: readonly string[], config: OclifConfig) => Promise<void>;
}

/**
 * Makes the command of the verbs: `telemetry`, which takes the verb as its argument, and answers to `telemetry:status`
 * and the others too, where colons separate topics. None where the host has registered nothing.
 *
 * One command for all: oclif prepares each at every start, and sorts them with a collator that takes 10 ms to load.
 *
 * @param called the command or alias that users called, which oclif does not tell a command.
 */
export function createCommands(called: () => string): Record<string, VerbCommand> {
  const [first] = REGISTERED.values();
  if (first === undefined) return {};
  const { prefix } = sessionOf(first).host;
  const verbs = VERBS.map(([verb]) => verb);
  const lines = VERBS.map(([verb, summary]) => `${verb}: ${summary}`);
  const telemetry: VerbCommand = {
    summary: 'see and change what <%= config.bin %> records about its use',
    description: [...lines, '', `${prefix}_TELEMETRY=0 turns it off for one run.`].join('\n'),
    usage: `${DEFAULT_WORD} [${verbs.join(' | ')}]`,
    strict: false,
    args: {},
    flags: {},
    aliases: [],
    hiddenAliases: verbs.map((verb) => `${DEFAULT_WORD}:${verb}`),
    isTelemetry: true,
    run: async (argv, config) => {
      const [, verb] = called().split(`${DEFAULT_WORD}:`);
      const args = verb === undefined ? argv : [verb, ...argv];
      const found = config.findCommand(DEFAULT_WORD);
      // A program that has a command of that name keeps it, whatever words follow.
      if (found !== undefined && found.isTelemetry !== true) await config.runCommand(DEFAULT_WORD, [...args]);
      else runVerbs(config, args);
    },
  };
  return { [DEFAULT_WORD]: telemetry };
}

/** Runs the verbs in the place of a command, or says why there are none. */
export function runVerbs(config: OclifConfig, args: readonly string[]): void {
  const session = findSession(config);
  if (session !== undefined) {
    return runVerbLine({ session, word: DEFAULT_WORD, names: () => namesOf(config) }, args);
  }
  process.stderr.write(`error: telemetry is registered under another name than ${config.bin}\n`);
  process.exitCode = 1;
}
