import { AsyncLocalStorage } from 'node:async_hooks';
import { EventEmitter } from 'node:events';
import type { Exchange } from './network.ts';

/**
 * A machine inside this process: processes with ids, exit listeners, timers, terminals and a clock of their own, on the
 * real file system. The modules under test run on it unchanged, because all that they ask of Node (`process.pid`,
 * `Date.now`, `spawn`, …) is answered by the simulated process in whose context they run. Outside of one nothing is
 * changed, so that the test runner sees the real thing.
 */
export interface Machine {
  readonly now: () => number;
  readonly moveClock: (ms: number) => void;
  readonly startProcess: (options?: ProcessOptions) => SimulatedProcess;
  /** Runs work as a process. What it awaits goes on as that process. */
  readonly runAs: <T>(process: SimulatedProcess, work: () => T) => T;
  /** Ends a process as `process.exit` does: its listeners run, and nothing after them. */
  readonly exit: (process: SimulatedProcess, exitCode: number) => void;
  /** Ends a process as SIGKILL does: nothing of it runs any more. */
  readonly kill: (process: SimulatedProcess) => void;
  /** Lets time pass for one process: the timers that are due by then fire. */
  readonly elapse: (process: SimulatedProcess, ms: number) => void;
  /** Programs that were started, and that nobody has taken up yet. */
  readonly spawned: SpawnedProgram[];
  /** Is told of each connection that a process opens. */
  onExchange: (exchange: Exchange) => void;
  /** What comes in between, just before a process asks the system for files once more. */
  interruption: Interruption | undefined;
}

/** Another process that does all its work between two system calls of one. */
export interface Interruption {
  /** Calls that are let pass before it. */
  calls: number;
  readonly strike: () => void;
}

/** What a process is given at its start. */
export interface ProcessOptions {
  readonly args?: readonly string[];
  /** Whether a person sits at its standard streams. */
  readonly hasTerminal?: boolean;
}

/** A process of the machine. */
export interface SimulatedProcess extends Required<ProcessOptions> {
  readonly pid: number;
  /** What it wrote to stderr with one write of a system call. */
  stderr: string;
  isAlive: boolean;
}

/** A program that a process started. */
export interface SpawnedProgram {
  readonly env: NodeJS.ProcessEnv;
  readonly by: SimulatedProcess;
}

interface Timer {
  readonly fire: () => void;
  readonly dueInMs: number;
}

interface Inside {
  readonly machine: Machine;
  readonly process: SimulatedProcess;
  readonly events: EventEmitter;
  readonly timers: Set<object>;
  readonly random: () => number;
}

const INSIDE = new AsyncLocalStorage<Inside>();
const FIRST_PID = 10_000_000;

/** The process in whose context this runs, and its machine; `undefined` in the test itself. */
export function inside(): Pick<Inside, 'machine' | 'process'> | undefined {
  return INSIDE.getStore();
}

/** Makes a machine on which nothing runs yet. */
export function createMachine(): Machine {
  const processes = new Map<number, Inside>();
  const random = createRandom();
  let offsetMs = 0;
  const find = ({ pid }: SimulatedProcess): Inside => {
    const found = processes.get(pid);
    if (found === undefined) throw new Error(`there is no process ${pid}`);
    return found;
  };
  const kill = (process: SimulatedProcess): void => {
    process.isAlive = false;
    find(process).timers.clear();
    find(process).events.removeAllListeners();
  };
  const runAs = <T>(process: SimulatedProcess, work: () => T): T => {
    if (!process.isAlive) throw new Error(`process ${process.pid} has ended`);
    return INSIDE.run(find(process), work);
  };
  const machine: Machine = {
    now: () => REAL.now() + offsetMs,
    moveClock: (ms) => {
      offsetMs += ms;
    },
    startProcess: ({ args = [], hasTerminal = false } = {}) => {
      const pid = FIRST_PID + processes.size;
      const process: SimulatedProcess = { pid, args, hasTerminal, stderr: '', isAlive: true };
      processes.set(pid, { machine, process, events: new EventEmitter(), timers: new Set(), random });
      return process;
    },
    runAs,
    exit: (process, exitCode) => {
      runAs(process, () => find(process).events.emit('exit', exitCode));
      kill(process);
    },
    kill,
    elapse: (process, ms) => {
      const { timers } = find(process);
      for (const timer of [...timers] as Timer[]) {
        if (timer.dueInMs <= ms && timers.delete(timer)) runAs(process, timer.fire);
      }
    },
    spawned: [],
    onExchange: () => undefined,
    interruption: undefined,
  };
  MACHINE_PROCESSES.set(machine, processes);
  return machine;
}

const MACHINE_PROCESSES = new WeakMap<Machine, ReadonlyMap<number, Inside>>();

/** The same numbers in each machine, so that a history that failed fails again. */
function createRandom(): () => number {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const fs = process.getBuiltinModule('node:fs');
const tty = process.getBuiltinModule('node:tty');
const os = process.getBuiltinModule('node:os');
const childProcess = process.getBuiltinModule('node:child_process');

const REAL = { pid: process.pid, argv: process.argv, now: Date.now };

/**
 * Puts the machine between the modules under test and Node, for processes of a machine alone.
 *
 * @returns what takes it away again.
 */
export function installMachine(): () => void {
  const restore = [
    ...installProcess(),
    ...installTime(),
    ...installFiles(),
    replace(childProcess, 'spawn', (inner, real) => (...args) => {
      const [, , options] = args as Parameters<typeof childProcess.spawn>;
      inner.machine.spawned.push({ env: options.env ?? {}, by: inner.process });
      return Object.assign(new EventEmitter(), { unref: () => undefined, real });
    }),
    replace(os, 'setPriority', () => () => undefined),
  ];
  return () => {
    for (const undo of restore.toReversed()) undo();
  };
}

function installProcess(): (() => void)[] {
  const listenTo = (name: 'on' | 'removeListener' | 'listeners' | 'listenerCount'): (() => void) =>
    replace(
      process,
      name,
      ({ events }) =>
        (...args) =>
          Reflect.apply(events[name], events, args),
    );
  return [
    answer('pid', REAL.pid, (inner) => inner.process.pid),
    answer('argv', REAL.argv, (inner) => ['node', 'acme', ...inner.process.args]),
    ...(['on', 'removeListener', 'listeners', 'listenerCount'] as const).map(listenTo),
    replace(process, 'kill', ({ machine }) => (pid, signal) => {
      const target = MACHINE_PROCESSES.get(machine)?.get(Number(pid));
      if (target === undefined || !target.process.isAlive) {
        throw Object.assign(new Error('no such process'), { code: 'ESRCH' });
      }
      if (signal !== 0) machine.kill(target.process);
      return true;
    }),
  ];
}

function installTime(): (() => void)[] {
  const { clearTimeout: clear } = globalThis;
  globalThis.clearTimeout = (timer) => {
    if (!INSIDE.getStore()?.timers.delete(Object(timer))) clear(timer);
  };
  return [
    () => {
      globalThis.clearTimeout = clear;
    },
    replace(Date, 'now', ({ machine }) => machine.now),
    replace(Math, 'random', ({ random }) => random),
    // Time does not pass by itself: what is waited for has not happened when the wait is over.
    replace(Atomics, 'wait', () => () => 'timed-out'),
    replace(globalThis, 'setTimeout', ({ timers }) => (fire, dueInMs = 0) => {
      const timer = { fire, dueInMs, unref: () => timer };
      timers.add(timer);
      return timer;
    }),
  ];
}

const CHARACTER_DEVICE = 0o020620;
/** `/dev/pts/0` of Linux, `/dev/ttys000` of macOS. */
const TERMINAL_DEVICE = process.platform === 'darwin' ? 16 << 24 : 136 << 8;

/** The calls that processes share files by. */
const FILE_CALLS = [
  'lstatSync',
  'existsSync',
  'readFileSync',
  'readdirSync',
  'openSync',
  'mkdirSync',
  'renameSync',
  'linkSync',
  'rmSync',
  'rmdirSync',
  'writeFileSync',
  'appendFileSync',
] as const;

function installFiles(): (() => void)[] {
  return [
    ...FILE_CALLS.map((name) =>
      replace(fs, name, ({ machine }, real) => (...args) => {
        strikeIfDue(machine);
        return real(...args);
      }),
    ),
    // The time of a file is the system's own business: it has to follow the clock of the machine.
    replace(fs, 'closeSync', ({ machine }, real) => (descriptor) => {
      const seconds = machine.now() / 1000;
      fs.futimesSync(Number(descriptor), seconds, seconds);
      return real(descriptor);
    }),
    replace(fs, 'utimesSync', ({ machine }, real) => (file) => {
      const seconds = machine.now() / 1000;
      return real(file, seconds, seconds);
    }),
    // Nobody pulls the plug, and waiting for the disk is most of what a history would do.
    replace(fs, 'fsyncSync', () => () => undefined),
    replace(fs, 'writeSync', (inner, real) => (...args) => {
      const [descriptor, text] = args as [number, string | Buffer];
      if (descriptor !== 2) return real(...args);
      inner.process.stderr += String(text);
      return text.length;
    }),
    replace(fs, 'fstatSync', (inner, real) => (...args) => {
      if (args[0] !== 0 && args[0] !== 2) return real(...args);
      const mode = inner.process.hasTerminal ? CHARACTER_DEVICE : 0o100644;
      return { mode, rdev: TERMINAL_DEVICE };
    }),
    replace(tty, 'isatty', (inner) => () => inner.process.hasTerminal),
  ];
}

function strikeIfDue(machine: Machine): void {
  const { interruption } = machine;
  if (interruption === undefined) return;
  interruption.calls -= 1;
  if (interruption.calls >= 0) return;
  machine.interruption = undefined;
  INSIDE.exit(interruption.strike);
}

type Callable = (...args: readonly unknown[]) => unknown;

/** Replaces a function of Node for simulated processes; everybody else gets the real one. */
export function replace<T extends object>(
  owner: T,
  name: keyof T & string,
  make: (inner: Inside, real: Callable) => (...args: unknown[]) => unknown,
): () => void {
  const own = Object.getOwnPropertyDescriptor(owner, name);
  const original = Reflect.get(owner, name) as Callable;
  const real: Callable = (...args) => Reflect.apply(original, owner, args);
  const value = function replaced(this: unknown, ...args: unknown[]): unknown {
    const inner = INSIDE.getStore();
    return inner === undefined ? Reflect.apply(original, this, args) : make(inner, real)(...args);
  };
  Object.defineProperty(owner, name, { configurable: true, enumerable: true, writable: true, value });
  return () => {
    if (own === undefined) Reflect.deleteProperty(owner, name);
    else Object.defineProperty(owner, name, own);
  };
}

/** Answers for a value of `process`. */
function answer(name: 'pid' | 'argv', real: unknown, get: (inner: Inside) => unknown): () => void {
  const own = Object.getOwnPropertyDescriptor(process, name) ?? {};
  Object.defineProperty(process, name, {
    configurable: true,
    enumerable: true,
    get: () => {
      const inner = INSIDE.getStore();
      return inner === undefined ? real : get(inner);
    },
  });
  return () => void Object.defineProperty(process, name, own);
}
