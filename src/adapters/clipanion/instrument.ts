import type { BaseContext, Cli } from 'clipanion';
import type { Guard } from '../../host/guard.ts';
import { sessionOf } from '../../host/session-of.ts';
import type { Registered } from '../../host/telemetry.ts';
import { asItIs, follow } from '../follow.ts';
import { namesOf } from './names.ts';
import { createObserver, type Observer } from './observer.ts';
import { buildersOf, onParsed, wrapMethod } from './registrations.ts';

/**
 * Names the command span after the command that clipanion resolves, and notes wrong usage and the error that a command
 * throws. Called once the commands are registered; what is registered later is recorded as `(other)`. What a command
 * runs through its own `cli` is a part of it.
 *
 * Wraps methods of the given instance, which change nothing of what those do. Without consent it touches nothing.
 *
 * @throws TypeError when `telemetry` does not come from `registerTelemetry`.
 */
export function instrumentClipanion<Context extends BaseContext>(
  cli: Cli<Context>,
  telemetry: Registered,
): void {
  const { run, guard } = sessionOf(telemetry);
  if (run === undefined) return;
  guard(() => {
    const { commands, flags } = namesOf(buildersOf(cli));
    run.declare('command', commands);
    run.declare('flag', flags);
    const observer = createObserver(cli, { run, guard });
    onParsed(cli, observer.onParsed);
    observeProcess(cli, observer, guard);
    observeRun(cli, observer);
    // Called for every error that is shown.
    wrapMethod(cli, 'error', (error) => (...args) => {
      observer.onError(args[0]);
      return error(...args);
    });
  });
}

/** Finds the command of a line, or throws what is wrong with it. */
function observeProcess(cli: object, observer: Observer, guard: Guard): void {
  wrapMethod(cli, 'process', (process) => (...args) => {
    if (observer.isInside()) return process(...args);
    observer.onLine();
    let command: unknown;
    try {
      command = process(...args);
    } catch (error) {
      observer.onRefused(error, args[0]);
      throw error;
    }
    observer.onCommand(command);
    guard(() => observeCommand(Object(command), observer));
    return command;
  });
}

/** Runs a line, or a command that was found before. */
function observeRun(cli: object, observer: Observer): void {
  wrapMethod(cli, 'run', (run) => (...args) => {
    if (!observer.onStart(args[0])) return run(...args);
    const done = (exitCode: unknown): unknown => {
      observer.onEnd();
      return exitCode;
    };
    return follow(() => run(...args), { done, failed: observer.onEnd });
  });
}

/** A command may handle what it throws by ending the process: then nobody shows it. */
function observeCommand(command: object, { onError }: Observer): void {
  wrapMethod(
    command,
    'validateAndExecute',
    (execute) =>
      (...args) =>
        follow(() => execute(...args), { done: asItIs, failed: onError }),
  );
}
