import { UNKNOWN_COMMAND } from '../../catalog/command-name.ts';
import type { Run } from '../../host/run.ts';
import type { Session } from '../../host/session.ts';
import { declareNames } from '../declare-names.ts';
import { DEFAULT_WORD } from '../mount-options.ts';
import { runVerbs } from './commands.ts';
import type { OclifConfig } from './config.ts';
import { findSession } from './find-session.ts';
import { namesOf } from './names.ts';
import { readCommand, readLine, type Line, type ReadLine } from './read-line.ts';
import { followRunCommand, shadowRunCommand } from './shadow.ts';
import { usageErrorOf } from './usage-errors.ts';

/** The hooks, as `oclif.hooks` in package.json names them; none throws, waits or returns anything. */
export interface Hooks {
  /** Names the command, before it is loaded. */
  readonly init: (options: HookOptions & Line) => void;
  /** Names the command that runs after all, where another plug-in suggests one for a word that is none. */
  readonly prerun: (
    options: HookOptions & Pick<Line, 'argv'> & { readonly Command: { readonly id: string } },
  ) => void;
  /** Notes the error that the command failed with. */
  readonly finally: (options: HookOptions & { readonly error?: unknown }) => void;
  /** The command or alias that was called last; what was typed, if there is none. */
  readonly called: () => string;
}

interface HookOptions {
  readonly config: OclifConfig;
}

/**
 * Makes the hooks. There is none for `command_not_found`: a plug-in that has one, whatever it does, turns the failure
 * into success.
 */
export function createHooks(): Hooks {
  let isNamed = false;
  let called = '';
  const name = ({ run, exclude }: Session, read: ReadLine): void => {
    isNamed = read.name !== UNKNOWN_COMMAND;
    // What a shell asks for to complete words is no command of the user's.
    if (read.command?.isTelemetry === true || read.command?.id.startsWith('autocomplete:') === true)
      exclude();
    else run?.setCommand(read.name, read.flags);
    if (!isNamed) run?.recordUsageError('unknown_command');
  };
  const fail = ({ run, guard }: Session, error: unknown): void =>
    guard(() => {
      if (isNamed && run !== undefined) recordError(run, error);
    });
  return {
    called: () => called,
    init: ({ config, id, argv }) => {
      called = id ?? '';
      withSession(config, (session) => {
        const isVerb = mountVerbs(config, session, argv);
        isNamed = isVerb;
        if (isVerb || session.run === undefined) return;
        declareNames(session.run, namesOf(config));
        // Version 3, known by this property of its own, has no hook that hears of errors.
        if ('errlog' in config) followRunCommand(config, (error) => fail(session, error));
        name(session, readLine(config, { id, argv }));
      });
    },
    prerun: ({ config, Command, argv }) =>
      withSession(config, (session) => {
        const command = config.findCommand(Command.id);
        if (isNamed || session.run === undefined || command === undefined) return;
        declareNames(session.run, namesOf(config));
        name(session, readCommand(config, command, argv));
      }),
    finally: ({ config, error }) => withSession(config, (session) => fail(session, error)),
  };
}

function withSession(config: OclifConfig, work: (session: Session) => void): void {
  const session = findSession(config);
  session?.guard(() => work(session));
}

/** @returns whether a program of a single command, which has no place for others, is asked for the verbs instead. */
function mountVerbs(config: OclifConfig, session: Session, argv: readonly string[]): boolean {
  if (config.findCommand(DEFAULT_WORD)?.isTelemetry === true) session.mountVerbs(DEFAULT_WORD);
  if (!config.isSingleCommandCLI || argv[0] !== DEFAULT_WORD) return false;
  session.exclude();
  shadowRunCommand(config, () => async () => runVerbs(config, argv.slice(1)));
  return true;
}

function recordError(run: Run, error: unknown): void {
  // What `this.exit()` throws says nothing.
  if (!(error instanceof Error) || Reflect.get(error, 'code') === 'EEXIT') return;
  const kind = usageErrorOf(error);
  if (kind === undefined) run.recordError(error);
  else run.recordUsageError(kind);
}
