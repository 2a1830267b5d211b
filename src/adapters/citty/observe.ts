import {
  isPlain,
  plainArguments,
  type Arguments,
  type CommandDefinition,
  type Commands,
} from './definition.ts';
import { derive, inherit } from './derive.ts';
import type { Line } from './line.ts';
import { settle, through } from './through.ts';
import { join, nameOf } from './tree.ts';
import { createVisit, type Visit } from './visit.ts';

/**
 * Makes a definition that holds and does what the host's does, and tells what citty asks of it. The host's own is not
 * touched, and nothing in it runs before citty asks.
 */
export function observeDefinition(
  definition: CommandDefinition,
  line: Line,
  visit: Visit,
): CommandDefinition {
  const { onError: failed } = line;
  const hookOf = (hook: unknown, event: (context: unknown) => void): unknown =>
    observeHook(hook, definition, { event, failed });
  return derive(definition, {
    meta: (meta) => {
      line.onMeta(visit);
      return meta;
    },
    args: (args) => {
      line.onArgs(visit);
      return through(args, { done: (known) => noteArguments(visit, known), failed });
    },
    subCommands: (commands) => {
      line.onCommands(visit);
      return through(commands, { done: (known) => observeCommands(known, line, visit), failed });
    },
    // citty 0.2 asks for them when it has parsed the line.
    plugins: (plugins) => {
      line.onParsed(visit);
      return Array.isArray(plugins) ? plugins.map((plugin) => observePlugin(plugin, line)) : plugins;
    },
    setup: (setup) => hookOf(setup, (context) => line.onSetup(visit, context)),
    run: (run) => (typeof run === 'function' ? hookOf(run, () => line.onRun(visit)) : run),
    cleanup: (cleanup) => hookOf(cleanup, () => line.onCleanup(visit)),
  });
}

function noteArguments(visit: Visit, args: unknown): unknown {
  if (isPlain<Arguments>(args)) visit.args = args;
  return args;
}

function observeCommands(commands: unknown, line: Line, visit: Visit): unknown {
  if (!isPlain<Commands>(commands)) return commands;
  const keys = Object.keys(commands);
  visit.hasCommands = keys.length > 0;
  const descriptors: PropertyDescriptorMap = {};
  for (const key of keys) {
    const begin = (command: CommandDefinition): Visit =>
      createVisit(join(visit.path, nameOf(commands, key)), plainArguments(command), visit);
    const done = (command: unknown): unknown =>
      isPlain(command) ? observeDefinition(command, line, begin(command)) : command;
    const failed = (error: unknown): void => line.onLost(begin({}), error);
    descriptors[key] = {
      configurable: true,
      enumerable: true,
      get: () => through(commands[key], { done, failed }),
    };
  }
  return inherit<object>(Reflect.getPrototypeOf(commands), descriptors);
}

/** One function and no more: it stands in the stacks of errors, which citty shows. */
function observeHook(
  hook: unknown,
  self: object,
  {
    event,
    failed,
  }: { readonly event?: (context: unknown) => void; readonly failed: (error: unknown) => void },
): (context: unknown) => unknown {
  return (context) => {
    event?.(context);
    if (typeof hook !== 'function') return undefined;
    let result: unknown;
    try {
      result = hook.call(self, context);
    } catch (error) {
      failed(error);
      throw error;
    }
    return settle(result, { done: asItIs, failed });
  };
}

function observePlugin(plugin: unknown, { onError: failed }: Line): unknown {
  const done = (found: unknown): unknown => {
    if (!isPlain(found)) return found;
    const hookOf = (hook: unknown): unknown =>
      typeof hook === 'function' ? observeHook(hook, found, { failed }) : hook;
    return derive(found, { setup: hookOf, cleanup: hookOf });
  };
  return through(plugin, { done, failed });
}

function asItIs(value: unknown): unknown {
  return value;
}
