import { registered } from '../../host/registered.ts';
import { sessionOf } from '../../host/session-of.ts';
import { VERBS } from '../../verbs/verb-list.ts';
import { DEFAULT_WORD } from '../mount-options.ts';
import { runVerbLine } from '../run-verb-line.ts';
import type { OclifConfig } from './config.ts';
import { findSession } from './find-session.ts';
import { namesOf } from './names.ts';

/** A command that runs the verbs, with what oclif and other plug-ins look for in a command's class. */
export interface VerbCommand {
  readonly summary: string;
  readonly description: string;
  readonly usage: string;
  readonly hidden: boolean;
  readonly strict: boolean;
  readonly args: object;
  readonly flags: object;
  readonly aliases: readonly string[];
  readonly hiddenAliases: readonly string[];
  readonly isTelemetry: boolean;
  readonly run: (argv: readonly string[], config: OclifConfig) => Promise<void>;
}

/**
 * Makes the commands of the verbs: `telemetry`, which takes the verb as its argument, and, for programs whose topics are
 * separated by colons, `telemetry:status` and the others. None at all where the host has registered nothing.
 */
export function createCommands(): Record<string, VerbCommand> {
  const [first] = registered().values();
  if (first === undefined) return {};
  const { prefix } = sessionOf(first).host;
  const lines = VERBS.map(([verb, summary]) => `${verb}: ${summary}`);
  const description = [...lines, '', `${prefix}_TELEMETRY=0 turns it off for one run.`].join('\n');
  const words = VERBS.map(([verb]) => [`${DEFAULT_WORD}:${verb}`, verbCommand(description, [verb])] as const);
  return { [DEFAULT_WORD]: verbCommand(description, []), ...Object.fromEntries(words) };
}

/** Runs the verbs in the place of a program's own command, or says why there are none. */
export function runVerbs(config: OclifConfig, args: readonly string[]): void {
  const session = findSession(config);
  if (session !== undefined) {
    return runVerbLine({ session, word: DEFAULT_WORD, names: () => namesOf(config) }, args);
  }
  process.stderr.write(`error: telemetry is registered under another name than ${config.bin}\n`);
  process.exitCode = 1;
}

function verbCommand(description: string, before: readonly string[]): VerbCommand {
  return {
    summary: 'see and change what <%= config.bin %> records about its use',
    description,
    usage: `${DEFAULT_WORD} [${VERBS.map(([verb]) => verb).join(' | ')}]`,
    hidden: before.length > 0,
    strict: false,
    args: {},
    flags: {},
    aliases: [],
    hiddenAliases: [],
    isTelemetry: true,
    run: async (argv, config) => {
      const found = config.findCommand(DEFAULT_WORD);
      const args = [...before, ...argv];
      // A program that has a command of that name keeps it, whatever words follow.
      if (found !== undefined && found.isTelemetry !== true) await config.runCommand(DEFAULT_WORD, args);
      else runVerbs(config, args);
    },
  };
}
