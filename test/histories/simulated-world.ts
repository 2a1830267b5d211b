import { existsSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { DISTRO } from '../../src/distro.ts';
import type { Host } from '../../src/host/host.ts';
import { parseOptions } from '../../src/host/options.ts';
import { openTelemetry } from '../../src/host/register.ts';
import { sessionOf } from '../../src/host/session-of.ts';
import type { Telemetry } from '../../src/host/telemetry.ts';
import * as recorder from '../../src/recorder.ts';
import { runSender } from '../../src/sender/run-sender.ts';
import { readSendRequest } from '../../src/spool/send-request.ts';
import { REQUEST_VARIABLE } from '../../src/spool/sender-call.ts';
import { runVerb } from '../../src/verbs/run-verb.ts';
import { makeHome, type Home } from '../support/home.ts';
import { SOURCE_PARTS } from '../support/source-parts.ts';
import { createMachine, inside, installMachine, type Machine, type SimulatedProcess } from './machine.ts';
import { ANSWERS, installNetwork, type Exchange } from './network.ts';
import type { CommandStart, Ending, SentRequest, Until, World, WorldCommand, WorldSender } from './world.ts';

/**
 * Lets the modules under test run on simulated machines.
 *
 * @returns what takes that away again.
 */
export function installSimulation(): () => void {
  const restore = [installMachine(), installNetwork(), useMemory()];
  return () => {
    for (const undo of restore.toReversed()) undo();
  };
}

/** Thousands of homes are made and deleted: a disk would be busy with nothing else. */
function useMemory(): () => void {
  const { TMPDIR } = process.env;
  if (existsSync('/dev/shm')) process.env['TMPDIR'] = '/dev/shm';
  return () => {
    if (TMPDIR === undefined) Reflect.deleteProperty(process.env, 'TMPDIR');
    else process.env['TMPDIR'] = TMPDIR;
  };
}

const ENDPOINT = 'https://telemetry.acme.example';

/** Makes a machine with a user's home on it, and a network with collectors. */
export function simulateWorld(): World {
  const home = makeHome();
  const machine = createMachine();
  const senders = new Map<SimulatedProcess, Sender>();
  const context: Context = { home, machine, senders };
  machine.onExchange = (exchange) => {
    const sender = senders.get(inside()?.process as SimulatedProcess);
    if (sender !== undefined) sender.exchange = exchange;
  };
  const world: World = {
    home,
    endpoint: ENDPOINT,
    behaviour: 'up',
    isConcurrent: false,
    hasTerminals: true,
    now: machine.now,
    moveClock: (ms) => {
      machine.moveClock(ms);
      // No sender lives as long as that: its deadline kills it.
      for (const { process, hasStarted } of senders.values()) if (ms > 0 && hasStarted) machine.kill(process);
    },
    begin: (start) => Promise.resolve(beginCommand(context, start)),
    runVerb: (verb, start) => {
      const { process, host, env, telemetry } = register(context, start, ['telemetry', verb]);
      const outcome = machine.runAs(process, () => {
        const { exclude, project, parts } = sessionOf(telemetry);
        exclude();
        const names = { commands: [], flags: [] };
        const command = 'acme telemetry';
        const verbContext = { host, env, parts, project: project(), command, names: () => names };
        return runVerb(verb, verbContext, { json: true, raw: true });
      });
      machine.exit(process, outcome.exitCode);
      if (machine.spawned.some(({ by }) => by === process)) throw new Error(`${verb} started a sender`);
      const { exitCode, parts = [] } = outcome;
      const said = (stream: 'stdout' | 'stderr'): string =>
        [...parts, outcome].map((part) => part[stream]).join('');
      return Promise.resolve({ exitCode, stdout: said('stdout'), stderr: said('stderr') });
    },
    senders: () => [...senders.values()].filter(({ stage }) => stage() !== 'gone'),
    advance: (sender, until) => advance({ world, machine, sender: sender as Sender }, until),
    interrupt: (calls, strike) => {
      machine.interruption = { calls, strike };
      return () => {
        const hasStruck = machine.interruption === undefined;
        machine.interruption = undefined;
        return hasStruck;
      };
    },
    onSent: () => undefined,
    onAnswered: () => undefined,
    close: () => {
      for (const { process } of senders.values()) machine.kill(process);
      rmSync(home.path, { recursive: true, force: true });
      return Promise.resolve();
    },
  };
  return world;
}

interface Context {
  readonly home: Home;
  readonly machine: Machine;
  readonly senders: Map<SimulatedProcess, Sender>;
}

interface Registered {
  readonly process: SimulatedProcess;
  readonly host: Host;
  readonly env: NodeJS.ProcessEnv;
  readonly telemetry: Telemetry;
}

function register({ home, machine }: Context, start: CommandStart, args: readonly string[]): Registered {
  const process = machine.startProcess({ args, hasTerminal: start.hasTerminal });
  const env: NodeJS.ProcessEnv = { ...home.env, ...start.env };
  const options = { name: 'acme', version: '1.2.3', endpoint: ENDPOINT, ...start.options };
  const host = parseOptions(options, env);
  return {
    process,
    host,
    env,
    telemetry: machine.runAs(process, () => openTelemetry(host, env, SOURCE_PARTS)),
  };
}

function beginCommand(context: Context, start: CommandStart): WorldCommand {
  const { machine, senders } = context;
  const { process, env, telemetry } = register(context, start, [start.name]);
  const asCommand = (work: () => void): Promise<void> => Promise.resolve(machine.runAs(process, work));
  machine.runAs(process, () => {
    telemetry.command(start.name);
    if (start.hasStep) telemetry.step('upload', () => undefined);
  });
  return {
    handOver: (value) => asCommand(() => telemetry.projectSetting(value)),
    beat: () => {
      machine.elapse(process, A_MINUTE_MS);
      return Promise.resolve();
    },
    setVariable: (name, value) =>
      asCommand(() => {
        env[name] = value;
      }),
    end: (exitCode): Promise<Ending> => {
      machine.exit(process, exitCode);
      const [program, ...others] = machine.spawned.splice(0);
      if (others.length > 0) throw new Error('one command started several senders');
      const launched = program && createSender(machine, program.env[REQUEST_VARIABLE] ?? '');
      if (launched !== undefined) senders.set(launched.process, launched);
      return Promise.resolve({ stderr: process.stderr, launched });
    },
    kill: () => Promise.resolve(machine.kill(process)),
  };
}

/** Signs of life are no further apart. */
const A_MINUTE_MS = 60_000;

interface Sender extends WorldSender {
  readonly process: SimulatedProcess;
  readonly requestFile: string;
  hasStarted: boolean;
  hasEnded: boolean;
  exchange: Exchange | undefined;
}

function createSender(machine: Machine, requestFile: string): Sender {
  const process = machine.startProcess();
  const sender: Sender = {
    process,
    requestFile,
    spoolDir: dirname(requestFile),
    hasStarted: false,
    hasEnded: false,
    exchange: undefined,
    stage: () => {
      if (sender.hasEnded || !process.isAlive) return 'gone';
      if (!sender.hasStarted) return 'launched';
      return sender.exchange?.state === 'sent' ? 'sent' : 'connecting';
    },
  };
  return sender;
}

const DEADLINE_MS = 10_000;

interface Advancing {
  readonly world: World;
  readonly machine: Machine;
  readonly sender: Sender;
}

/** Moves a sender on, request by request. */
async function advance(advancing: Advancing, until: Until): Promise<void> {
  const { world, machine, sender } = advancing;
  if (until === 'dies') return machine.kill(sender.process);
  if (!sender.hasStarted) startSender(machine, sender);
  for (;;) {
    await standStill(sender);
    const { exchange } = sender;
    if (sender.hasEnded || exchange === undefined) return undefined;
    const isConnecting = exchange.state === 'connecting';
    if (until === (isConnecting ? 'connects' : 'sent')) return undefined;
    if (isConnecting) connect(world, exchange, sender);
    else respond(advancing, exchange);
  }
}

/** As `src/sender.ts` does it. */
function startSender(machine: Machine, sender: Sender): void {
  const { process, requestFile } = sender;
  sender.hasStarted = true;
  const die = (): void => {
    sender.hasEnded = true;
    machine.kill(process);
  };
  machine.runAs(process, () => void send(requestFile).then(die, die));
}

async function send(requestFile: string): Promise<void> {
  const request = readSendRequest(requestFile, DISTRO.version);
  const means = { recorder: () => recorder, folder: undefined, isHost: false };
  if (request !== undefined) await runSender(request, means);
}

function connect(world: World, exchange: Exchange, sender: Sender): void {
  if (world.behaviour === 'down') return exchange.refuse();
  exchange.connect();
  if (exchange.state === 'sent') world.onSent(requestOf(exchange, sender));
}

function respond({ world, machine, sender }: Advancing, exchange: Exchange): void {
  const { behaviour } = world;
  world.onAnswered(requestOf(exchange, sender), behaviour);
  const isSilent = behaviour === 'hangs' || behaviour === 'down';
  if (isSilent) machine.elapse(sender.process, DEADLINE_MS);
  else exchange.answer(ANSWERS[behaviour]);
}

function requestOf({ url, headers, body = '' }: Exchange, { spoolDir }: Sender): SentRequest {
  return { url, headers, body, spoolDir };
}

/** Waits until a sender waits for the network, or has ended: nothing else takes it longer than a few ticks. */
async function standStill(sender: Sender): Promise<void> {
  for (let ticks = 0; ticks < 10_000; ticks += 1) {
    await new Promise((resolve) => void setImmediate(resolve));
    const state = sender.exchange?.state;
    if (sender.hasEnded || state === 'connecting' || state === 'sent') return;
  }
  throw new Error('a sender does not come to an end');
}
