import { AsyncLocalStorage } from 'node:async_hooks';

/** How the work of a command ended. */
export interface WorkEnd {
  readonly exitCode: number;
  /** What was thrown, and nobody caught. */
  readonly uncaught?: { readonly error: unknown };
}

/**
 * Runs the work of a command as if it had a process of its own: `process.exit` ends the command and not this process,
 * `process.exitCode` is the command's, and what the work throws ends it with 1. Both are as before when it is over.
 *
 * @param onEnd called once, at the moment at which the process would have ended.
 * @throws Error when works overlap and one of them has set `process.exitCode`: nobody can tell which.
 */
export async function runToItsEnd(work: () => unknown, onEnd: (end: WorkEnd) => void): Promise<void> {
  let tellExit = (): void => undefined;
  const exited = new Promise<void>((resolve) => {
    tellExit = resolve;
  });
  const command: Command = {
    isAlone: AT_WORK.size === 0,
    exit: (exitCode) => {
      onEnd({ exitCode });
      tellExit();
    },
  };
  begin(command);
  try {
    const settled = settle(() => ROUTE.run(command, work));
    const end = await Promise.race([settled, exited.then(nextTurn)]);
    if (end !== undefined) onEnd({ ...end, exitCode: end.uncaught ? UNCAUGHT : exitCodeOf(command) });
  } finally {
    finish(command);
  }
}

interface Command {
  isAlone: boolean;
  readonly exit: (exitCode: number) => void;
}

/** What is thrown where a command calls `process.exit`, so that what stands behind the call does not run. */
class CommandExit extends Error {
  override readonly name: string = 'CommandExit';
}

/** What Node exits with after an exception. */
const UNCAUGHT = 1;

const ROUTE = new AsyncLocalStorage<Command>();
const AT_WORK = new Set<Command>();
/** Kept before anybody's fake timers take its place. */
const { setImmediate } = globalThis;
const before: Pick<typeof process, 'exit' | 'exitCode'> = { exit: exitCommand, exitCode: undefined };

function begin(command: Command): void {
  if (AT_WORK.size === 0) {
    before.exitCode = process.exitCode;
    // oxlint-disable-next-line typescript/unbound-method -- the same one is put back
    before.exit = process.exit;
    process.exit = exitCommand;
    process.exitCode = undefined;
  }
  for (const other of AT_WORK) other.isAlone = false;
  AT_WORK.add(command);
}

function finish(command: Command): void {
  AT_WORK.delete(command);
  if (AT_WORK.size > 0) return;
  const { exit, exitCode } = before;
  process.exitCode = exitCode;
  // Whoever has put another in its place meanwhile takes it away again.
  if (process.exit === exitCommand) process.exit = exit;
}

/** Only what the work of a command calls is the command's: the test runner's own calls end this process. */
function exitCommand(code?: number | string | null): never {
  const command = ROUTE.getStore();
  if (command === undefined || !AT_WORK.has(command)) return before.exit(code);
  const exitCode = Number(code ?? process.exitCode ?? 0);
  command.exit(exitCode);
  throw new CommandExit(
    `process.exit(${exitCode}) ended the command under test. ` +
      'Where it is called in a timer or an event, test the whole program: see startTestCollector',
  );
}

async function settle(work: () => unknown): Promise<Pick<WorkEnd, 'uncaught'>> {
  try {
    await work();
    return {};
  } catch (error) {
    return { uncaught: { error } };
  }
}

function exitCodeOf({ isAlone }: Command): number {
  if (!isAlone && process.exitCode !== undefined) {
    throw new Error(
      'commandspan: process.exitCode was set while two commands ran at once, and nobody can tell by which: ' +
        'run them one after the other, or each as a whole program',
    );
  }
  return Number(process.exitCode ?? 0);
}

/** What waits for the exit to come through its stack has come by then; what never settles is not waited for. */
function nextTurn(): Promise<undefined> {
  return new Promise((resolve) => {
    setImmediate(() => resolve(undefined));
  });
}
