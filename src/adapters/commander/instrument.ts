import type { EventEmitter } from 'node:events';
import type { Command } from 'commander';
import { ROOT_COMMAND, UNKNOWN_COMMAND } from '../../catalog/command-name.ts';
import type { Session } from '../../host/session.ts';
import { sessionOf } from '../../host/session-of.ts';
import type { Run } from '../../host/run.ts';
import type { Registered } from '../../host/telemetry.ts';
import { declareNames } from '../declare-names.ts';
import { commandPath, givenFlags, namesOf, walkTree } from './command-tree.ts';
import { USAGE_ERROR_OF_CODE } from './usage-errors.ts';

/**
 * Names the command span after the command that commander resolves, and notes wrong usage and the error that an action
 * throws. Called once the program's commands are declared; what is added later is recorded as `(other)`.
 *
 * Uses commander's public hooks, and wrappers of public methods on the given instances that change nothing of what
 * those do. Without consent it touches nothing.
 *
 * @throws TypeError when `telemetry` does not come from `registerTelemetry`.
 */
export function instrumentCommander(program: Command, telemetry: Registered): void {
  const { run, guard } = sessionOf(telemetry);
  if (run === undefined) return;
  guard(() => {
    declareNames(run, namesOf(walkTree(program)));
    const observer = createObserver(program, { run, guard });
    program.hook('preAction', (_program, action) => observer.onAction(action));
    program.addHelpText('beforeAll', ({ error, command }) => observer.onHelp(command, error));
    for (const command of walkTree(program)) {
      command.hook('preSubcommand', (_parent, subcommand) => observer.onCommand(subcommand));
      observeErrors(command, observer);
    }
    observeVersion(program, observer);
    observeParse(program, observer);
  });
}

type RunContext = Pick<Session, 'guard'> & { readonly run: Run };

/** What the hooks report, in commander's order: command by command, then help, an error or the action. */
interface Observer {
  readonly onParse: () => void;
  readonly onCommand: (command: Command) => void;
  readonly onHelp: (command: Command, isError: boolean) => string;
  readonly onVersion: () => void;
  readonly onUsageError: (command: Command, code: string) => void;
  readonly onAction: (command: Command) => void;
  readonly onFailure: (error: unknown) => void;
}

function createObserver(program: Command, { run, guard }: RunContext): Observer {
  let hasAction = false;
  const name = (command: Command, more: readonly string[] = []): void =>
    run.setCommand(commandPath(command), [...givenFlags(command), ...more]);
  return {
    onParse: () => guard(() => run.setCommand(ROOT_COMMAND, [])),
    onCommand: (command) => guard(() => name(command)),
    onHelp: (command, isError) => {
      guard(() => {
        // An action may print help and go on.
        if (hasAction) return;
        name(command, isError ? [] : ['help']);
        if (isError) run.recordUsageError('missing_command');
      });
      // Nothing is added to the help.
      return '';
    },
    onVersion: () => guard(() => name(program, ['version'])),
    onUsageError: (command, code) =>
      guard(() => {
        const kind = USAGE_ERROR_OF_CODE.get(code);
        if (kind === undefined) return;
        run.recordUsageError(kind);
        if (kind === 'unknown_command') run.setCommand(UNKNOWN_COMMAND, []);
        else if (!hasAction) name(command);
      }),
    onAction: (command) =>
      guard(() => {
        hasAction = true;
        name(command);
      }),
    onFailure: (error) =>
      guard(() => {
        // Commander's own errors were noted when they arose; a host that overrides its exit only passes them on.
        const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined;
        if (typeof code !== 'string' || !code.startsWith('commander.')) run.recordError(error);
      }),
  };
}

/** Every usage error goes through the public `error` method of the command that found it. */
function observeErrors(command: Command, observer: Observer): void {
  const original = command.error;
  command.error = function observedError(this: Command, message, options) {
    observer.onUsageError(this, options?.code ?? '');
    return original.call(this, message, options);
  };
}

/** Commander's own listener prints and exits, so that ours must come before it. */
function observeVersion(program: Command, observer: Observer): void {
  // Commands are event emitters; commander's types show only `on`.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  (program as unknown as EventEmitter).prependListener('option:version', () => observer.onVersion());
}

/** Hooks do not show what an action throws; parsing does, and hands it on unchanged. */
function observeParse(program: Command, observer: Observer): void {
  const { parse, parseAsync } = program;
  program.parse = function observedParse(this: Command, ...args) {
    observer.onParse();
    try {
      return parse.apply(this, args);
    } catch (error) {
      observer.onFailure(error);
      throw error;
    }
  };
  program.parseAsync = function observedParseAsync(this: Command, ...args) {
    observer.onParse();
    const parsed = parseAsync.apply(this, args);
    // A subclass may return something else, whatever its type says.
    if (!((parsed as unknown) instanceof Promise)) return parsed;
    return parsed.catch((error: unknown) => {
      observer.onFailure(error);
      throw error;
    });
  };
}
