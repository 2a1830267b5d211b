import { ROOT_COMMAND, UNKNOWN_COMMAND } from '../../catalog/command-name.ts';
import type { Guard } from '../../host/guard.ts';
import { follow } from '../../host/follow.ts';
import { sessionOf } from '../../host/session-of.ts';
import type { Run } from '../../host/run.ts';
import type { Registered } from '../../host/telemetry.ts';
import { declareNames } from '../declare-names.ts';
import { observeCalls } from '../observe-calls.ts';
import { asCac, type Cac } from './cac-instance.ts';
import type { CacProgram } from './cac-program.ts';
import { commandName, givenFlags, namesOf } from './names.ts';
import { findMistake } from './usage-errors.ts';

/**
 * Names the command span after the command that cac matches, and notes wrong usage and the error that an action
 * throws. Called once the program's commands are declared, before `parse`; what is added later is recorded as
 * `(other)`.
 *
 * Wraps public methods of the given program, and changes nothing of what those do. Without consent it touches nothing.
 *
 * @param cli what `cac()` returned.
 * @throws TypeError when `telemetry` does not come from `registerTelemetry`.
 */
export function instrumentCac(cli: CacProgram, telemetry: Registered): void {
  const { run, guard } = sessionOf(telemetry);
  if (run === undefined) return;
  guard(() => {
    const program = asCac(cli);
    declareNames(run, namesOf(program));
    observeParse(program, { run, guard });
    observeRun(program, { run, guard });
  });
}

interface Observation {
  readonly run: Run;
  readonly guard: Guard;
}

/** cac tells of each command that it matches by an event, and of a word that is none: public, and first of all. */
function observeParse(cli: Cac, { run, guard }: Observation): void {
  let isNamed = false;
  observeCalls(cli, 'parse', {
    guard,
    onCall: () => {
      isNamed = false;
      run.setCommand(ROOT_COMMAND, []);
      const onReturned = (): void => {
        if (isNamed) return;
        run.setCommand(ROOT_COMMAND, givenFlags(cli));
        if (cli.commands.length > 0) run.recordUsageError('missing_command');
      };
      return { onReturned };
    },
  });
  const onEvent = (event: unknown): void => {
    const type = String(Object(event).type ?? event);
    if (!type.startsWith('command:')) return;
    if (type !== 'command:*') run.setCommand(commandName(cli.matchedCommand), givenFlags(cli));
    else if (cli.commands.length > 0) {
      run.recordUsageError('unknown_command');
      run.setCommand(UNKNOWN_COMMAND, []);
    } else return;
    isNamed = true;
  };
  // Version 6 is an emitter of Node's, later ones are targets of the Web's.
  observeCalls(cli, 'emit', { guard, onCall: onEvent });
  observeCalls(cli, 'dispatchEvent', { guard, onCall: onEvent });
}

/** `parse` calls it too, unless the host does so itself to see what an asynchronous action comes to. */
function observeRun(cli: Cac, { run, guard }: Observation): void {
  const { runMatchedCommand } = cli;
  const onError = (error: unknown): void =>
    guard(() => {
      const kind = error instanceof Error && error.name === 'CACError' ? findMistake(cli) : undefined;
      if (kind === undefined) run.recordError(error);
      else run.recordUsageError(kind);
    });
  cli.runMatchedCommand = function observedRun(this: unknown) {
    return follow(() => runMatchedCommand.call(this), { onDone: () => undefined, onError });
  };
}
