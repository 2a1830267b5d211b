import { ROOT_COMMAND, UNKNOWN_COMMAND } from '../../catalog/command-name.ts';
import { observeCalls, type AfterCall } from '../observe-calls.ts';
import { nameCommand, type Observed } from './command-line.ts';
import { NAMELESS } from './names.ts';
import { CHECKS, nameOtherFailure } from './usage-errors.ts';
import { commandsOf, type CommandHandler, type YargsInstance } from './yargs-program.ts';

/** Observes the commands of a program and its failures. */
export interface CommandObserver {
  readonly onCommand: (typed: unknown) => void;
  readonly onCheck: (name: string, checked: readonly unknown[]) => AfterCall;
  readonly onFailure: (message: unknown, error: unknown) => void;
}

/** yargs has found a command, before its builder runs and its options are known. */
export function createCommandObserver(observed: Observed): CommandObserver {
  const waiting = new WeakSet<CommandHandler>();
  return {
    onCommand: (typed) => {
      const found = findCommand(observed.yargs, typed);
      if (found === undefined) return;
      const [name, handler] = found;
      const { line, run, yargs } = observed;
      const { commands: parents } = yargs.getInternalMethods().getContext();
      line.path = [...line.path.slice(0, parents.length), name].filter((word) => word !== NAMELESS);
      line.isNamed = true;
      run.setCommand(line.path.join(' ') || ROOT_COMMAND, []);
      if (waiting.has(handler)) return;
      waiting.add(handler);
      observeHandler(observed, handler, () => waiting.delete(handler));
    },
    onCheck: (name, checked) => onCheck(observed, name, checked),
    onFailure: (message, error) => onFailure(observed, message, error),
  };
}

/** As yargs itself finds the command: by its name, by an alias, or the default one. */
function findCommand(yargs: YargsInstance, typed: unknown): [name: string, CommandHandler] | undefined {
  const commands = commandsOf(yargs);
  const handlers = commands.getCommandHandlers();
  const word = String(typed);
  const handler = handlers[word] ?? handlers[commands.aliasMap[word] ?? ''] ?? commands.defaultCommand;
  return Object.entries(handlers).find(([, one]) => one === handler);
}

/** Until it is called: later, stacks would name the function after the wrapper, and not after its place. */
function observeHandler(observed: Observed, command: CommandHandler, onCalled: () => void): void {
  const { guard, run, line } = observed;
  const { handler } = command;
  const { path } = line;
  const onReturned = (result: unknown): void => {
    // yargs handles the rejection itself, so that it counts as handled either way.
    if (result instanceof Promise) result.then(undefined, (error) => guard(() => run.recordError(error)));
  };
  observeCalls(command, 'handler', {
    guard,
    onCall: () => {
      command.handler = handler;
      onCalled();
      observed.line.path = path;
      observed.line.stage = 'handling';
      nameCommand(observed);
      return { onReturned };
    },
  });
}

function onCheck({ yargs, line }: Observed, name: string, checked: readonly unknown[]): AfterCall {
  const onEnd = (): void => {
    line.check = undefined;
  };
  line.check = () => CHECKS[name]?.(yargs, checked) ?? 'usage';
  return { onReturned: onEnd, onThrown: onEnd };
}

/** Both wrong usage and what asynchronous handlers throw, before a `fail` function of the host's hears of it. */
function onFailure(observed: Observed, message: unknown, error: unknown): void {
  const { line, run, yargs } = observed;
  // Where nobody exits, yargs goes on to check.
  if (line.hasFailed) return;
  line.hasFailed = true;
  const isUsage = line.check !== undefined || message !== null || isYargsError(error);
  if (!isUsage) return run.recordError(error);
  const kind = line.check?.() ?? nameOtherFailure(yargs);
  run.recordUsageError(kind);
  if (kind !== 'unknown_command') return nameCommand(observed);
  line.isNamed = true;
  return run.setCommand(UNKNOWN_COMMAND, []);
}

function isYargsError(error: unknown): boolean {
  return error instanceof Error && error.name === 'YError';
}
