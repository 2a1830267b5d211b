import type { BaseContext, Cli } from 'clipanion';
import { sessionOf } from '../../host/session-of.ts';
import type { Registered } from '../../host/telemetry.ts';
import { declareNames } from '../declare-names.ts';
import { buildersOf, onParsed } from './cli-parts.ts';
import { namesOf } from './names.ts';
import { createObserver, type Observer } from './observer.ts';
import { wrapMethod, type Method } from './wrap-method.ts';

/**
 * Names the command span after the command that clipanion resolves, and notes wrong usage and the error that a command
 * throws. Called once the commands are registered; what is registered later is recorded as `(other)`. What a command
 * runs through its own `this.cli` is a part of it.
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
    declareNames(run, namesOf(buildersOf(cli)));
    const observer = createObserver(cli, { run, guard });
    onParsed(cli, observer.onParsed);
    observeProcess(cli, observer);
  });
}

/**
 * Every line comes by here, to be made a command or to be refused. The command itself is run by a method that stays
 * what it is: clipanion shows users the stacks of errors, and ours would be a part of them.
 */
function observeProcess(cli: object, observer: Observer): void {
  let depth = 0;
  const inside =
    (method: Method): Method =>
    (...args) => {
      depth += 1;
      try {
        return method(...args);
      } finally {
        depth -= 1;
      }
    };
  wrapMethod(cli, 'process', (process) => (...args) => {
    const isOutside = depth === 0;
    if (isOutside) observer.onLine();
    let command: unknown;
    try {
      command = process(...args);
    } catch (error) {
      if (isOutside) observer.onRefused(error);
      else observer.onError(error);
      throw error;
    }
    observer.onCommand(isOutside, () => observeCommand(Object(command), observer, inside));
    return command;
  });
}

function observeCommand(command: object, { onError }: Observer, inside: (method: Method) => Method): void {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- every command has it
  const original = Reflect.get(command, 'catch') as (error: unknown) => Promise<void>;
  define(command, 'catch', {
    writable: true,
    value(this: unknown, error: unknown) {
      // It may end the process, or throw another error.
      onError(error);
      const handled = original.call(this, error);
      Promise.resolve(handled).catch(onError);
      return handled;
    },
  });
  // What it gets to run others with, just before it runs itself.
  define(command, 'cli', {
    set: (cli: { readonly process: Method; readonly run: Method }) => {
      const value = { ...cli, process: inside(cli.process), run: inside(cli.run) };
      define(command, 'cli', { value, enumerable: true, writable: true });
    },
  });
}

function define(object: object, name: string, descriptor: PropertyDescriptor): void {
  Object.defineProperty(object, name, { configurable: true, ...descriptor });
}
