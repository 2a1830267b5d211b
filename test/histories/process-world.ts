import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parseObject } from '../../src/disk/json.ts';
import { makeHome, type Home } from '../support/home.ts';
import { hostEnv, nodeArguments, runHost, type HostOptions } from '../support/run-host.ts';
import { runOnTerminal, whyNoTerminal } from '../support/terminal.ts';
import { waitFor } from '../support/wait-for.ts';
import { spoolPath, spoolsIn } from './disk.ts';
import { ANSWERS } from './network.ts';
import type { CommandStart, Ending, World, WorldCommand } from './world.ts';

/** Makes a home in which real programs run, and a collector on loopback. */
export async function openProcessWorld(): Promise<World> {
  const home = makeHome();
  const collector = await startCollector();
  const context: Context = { home, collector };
  const world: World = {
    home,
    endpoint: collector.url,
    behaviour: 'up',
    isConcurrent: true,
    hasTerminals: whyNoTerminal() === undefined,
    now: Date.now,
    moveClock: (ms) => moveSchedules(home, ms),
    begin: async (start) => {
      await collector.behaveAs(world);
      return start.hasTerminal ? onTerminal(context, start) : begin(context, start);
    },
    runVerb: async (verb, start) => {
      const args = ['telemetry', verb, ...(verb === 'status' ? ['--json'] : [])];
      const { stdout, stderr, exitCode } = await runHost(
        home,
        'has-verbs.js',
        optionsOf(context, start, args),
      );
      return { stdout, stderr, exitCode: exitCode ?? NaN };
    },
    senders: () => [],
    advance: () => home.quiet(),
    onSent: () => undefined,
    onAnswered: () => undefined,
    close: async () => {
      for (const child of CHILDREN.splice(0)) child.kill('SIGKILL');
      await home.remove().finally(collector.close);
    },
  };
  collector.onRequest = (url, headers, body) => {
    const request = { url, headers, body, spoolDir: home.spool(collector.url).dir };
    world.onSent(request);
    world.onAnswered(request, world.behaviour);
  };
  return world;
}

interface Context {
  readonly home: Home;
  readonly collector: Collector;
}

type Child = ReturnType<typeof spawn>;

/** Those at work; a history may end before they do. */
const CHILDREN: Child[] = [];

function optionsOf(
  { collector }: Context,
  { env, options }: CommandStart,
  args: readonly string[],
): HostOptions & { readonly args: readonly string[] } {
  return { args, env, options, endpoint: collector.url };
}

async function begin(context: Context, start: CommandStart): Promise<WorldCommand> {
  const { home } = context;
  const options = optionsOf(context, start, wordsOf(start));
  const args = nodeArguments('does-as-told.js', options);
  const child = spawn(process.execPath, args, { cwd: home.path, env: hostEnv(home, options) });
  CHILDREN.push(child);
  const ended = once(child, 'close');
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  let told = 0;
  const isDone = (): boolean => stdout.split('done\n').length > told;
  const tell = async (line: string): Promise<void> => {
    told += 1;
    child.stdin.write(line);
    await waitFor(isDone, `${start.name} to do ${line}`);
  };
  await tell('');
  return {
    handOver: (value) => tell(`project ${value}\n`),
    setVariable: (name, value) => tell(`variable ${name} ${value}\n`),
    end: async (exitCode) => {
      child.stdin.write(`end ${exitCode}\n`);
      await ended;
      await settle(context);
      return { stderr, launched: 'unknown' };
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** One on a terminal is told everything at once, so that it begins when it ends. */
function onTerminal(context: Context, start: CommandStart): WorldCommand {
  const isNotTold = (): Promise<void> => Promise.reject(new Error('nobody talks to a command on a terminal'));
  return {
    handOver: isNotTold,
    setVariable: isNotTold,
    kill: isNotTold,
    end: async (exitCode): Promise<Ending> => {
      const options = optionsOf(context, start, [...wordsOf(start), 'end', String(exitCode)]);
      const { screen } = await runOnTerminal(context.home, 'does-as-told.js', options);
      await settle(context);
      return { stderr: screen, launched: 'unknown' };
    },
  };
}

function wordsOf({ name, hasStep }: CommandStart): string[] {
  return [name, hasStep ? 'upload' : 'nothing'];
}

/** Waits for the sender that a command has started, and fails with what the collector found wrong. */
async function settle({ home, collector }: Context): Promise<void> {
  await home.quiet();
  const [failure] = collector.failures;
  if (failure !== undefined) throw failure;
}

/** The clock of real programs is the machine's: instead of it, the times that they wait for are moved. */
function moveSchedules(home: Home, ms: number): void {
  for (const spool of spoolsIn(home.path)) {
    const file = join(home.path, spoolPath(spool, 'schedule.json'));
    const { nextStart, nextPost, failures } = parseObject(readText(file)) ?? {};
    const isWhole = [nextStart, nextPost, failures].every(Number.isSafeInteger);
    const moved = { nextStart: Number(nextStart) - ms, nextPost: Number(nextPost) - ms, failures };
    if (isWhole) writeFileSync(file, JSON.stringify(moved));
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // No command of this spool has started a sender.
    return '';
  }
}

interface Collector {
  readonly url: string;
  /** Listens, or does not, as the world says. */
  readonly behaveAs: (world: Pick<World, 'behaviour'>) => Promise<void>;
  /** What was found wrong with requests. */
  readonly failures: readonly unknown[];
  onRequest: (url: string, headers: IncomingMessage['headers'], body: string) => void;
  readonly close: () => Promise<void>;
}

async function startCollector(): Promise<Collector> {
  const failures: unknown[] = [];
  let current: World['behaviour'] = 'up';
  const server = createServer((request, response) => {
    void readBody(request).then((body) => {
      try {
        collector.onRequest(`${collector.url}${request.url}`, request.headers, body);
      } catch (error) {
        failures.push(error);
      }
      if (current === 'down' || current === 'hangs') return response.destroy();
      const { status, body: answer } = ANSWERS[current];
      return response.writeHead(status).end(answer);
    });
  });
  const port = await listen(server, 0);
  const close = async (): Promise<void> => {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  };
  const collector: Collector = {
    url: `http://127.0.0.1:${port}`,
    failures,
    behaveAs: async ({ behaviour }) => {
      current = behaviour;
      if (behaviour === 'down') await close();
      else if (!server.listening) await listen(server, port);
    },
    onRequest: () => undefined,
    close,
  };
  return collector;
}

async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return gunzipSync(Buffer.concat(chunks)).toString('utf8');
}
