import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startCollector, type Collector } from '../../src/collector/server.ts';
import type { Attributes, ReceivedSpan } from '../../src/collector/spans.ts';
import { makeHome, type Home } from './home.ts';
import { runHost, type HostOptions, type HostResult } from './run-host.ts';
import { readSpool } from './spool.ts';

/** A tool in `examples` that is modelled on a known one. */
export interface ExampleTool {
  /** As users type it. */
  readonly name: string;
  /** Its folder in `examples`. */
  readonly folder: string;
  /** The variable that names the vendor's collector to it. */
  readonly endpointVariable: string;
}

/** A command that was run, and what was recorded of it. */
export interface ExampleRun extends HostResult {
  readonly spans: readonly ReceivedSpan[];
  /** Attributes of its span; empty when nothing was recorded. */
  readonly attributes: Attributes;
  readonly resource: Attributes;
}

/** Runs one command. */
export type RunExample = (args: readonly string[], options?: HostOptions) => Promise<ExampleRun>;

/** An example with a user, and a vendor's collector. */
export interface Example {
  readonly home: Home;
  readonly collector: Collector;
  /** The program's file. */
  readonly program: string;
  /** What leads the program to the collector. */
  readonly env: Readonly<Record<string, string>>;
  /** Runs one command and leaves in the spool what it recorded. */
  readonly run: RunExample;
  /** Runs one command, and waits until the sender that it started has sent what it recorded. */
  readonly send: RunExample;
  /** The spans that were sent or wait. */
  readonly recorded: () => readonly ReceivedSpan[];
  /** All that was sent, URL and headers included. */
  readonly sent: () => string;
  /** All that was sent, and all that telemetry has on disk. */
  readonly everything: () => string;
  readonly close: () => Promise<void>;
}

/** Gives an example a fresh home, and a collector. */
export async function openExample({ name, folder, endpointVariable }: ExampleTool): Promise<Example> {
  const home = makeHome(name);
  const collector = await startCollector({ port: 0 });
  const program = join(import.meta.dirname, '../../examples', folder, `${name}.js`);
  const env = { [endpointVariable]: collector.url };
  const start = (args: readonly string[], options: HostOptions): Promise<HostResult> =>
    runHost(home, program, { ...options, args, env: { ...env, ...options.env } });
  const sent = (): string =>
    collector.requests
      .map(({ path, headers, body }) => path + JSON.stringify(headers) + body.toString())
      .join('\n');
  return {
    home,
    collector,
    program,
    env,
    run: async (args, options = {}) => {
      home.holdSender(collector.url);
      const before = new Set(readSpool(home, collector.url).map(({ spanId }) => spanId));
      const result = await start(args, options);
      const isNew = ({ spanId }: ReceivedSpan): boolean => !before.has(spanId);
      return described(result, readSpool(home, collector.url).filter(isNew));
    },
    send: async (args, options = {}) => {
      home.makeDue(collector.url);
      const before = collector.spans.length;
      const result = await start(args, options);
      await home.quiet();
      return described(result, collector.spans.slice(before));
    },
    recorded: () => [...collector.spans, ...readSpool(home, collector.url)],
    sent,
    everything: () => [sent(), ...filesOf(home)].join('\n'),
    close: async () => {
      await home.remove();
      await collector.close();
    },
  };
}

/** Every form of a secret in which it could hide in a text. */
export function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  // Base64 of a text depends on where in a group of three it begins; its first and last letters on its neighbours.
  const base64 = [0, 1, 2].map((before) =>
    Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .slice(before === 0 ? 0 : 4, -4),
  );
  const backwards = Array.from(secret).toReversed().join('');
  return [secret, ...base64, bytes.toString('hex'), backwards, encodeURIComponent(secret)];
}

/** The attributes that the README of an example lists. */
export function listedAttributes(folder: string): string[] {
  const readme = readFileSync(join(import.meta.dirname, '../../examples', folder, 'README.md'), 'utf8');
  const [, section = ''] = readme.split('## What is recorded');
  return [...section.matchAll(/^\|(.+?)\|/gm)]
    .flatMap(([, cell = '']) => [...cell.matchAll(/`([^`]+)`/g)].map(([, key = '']) => key))
    .toSorted();
}

/** The attributes of spans, and of their resources. */
export function recordedAttributes(spans: readonly ReceivedSpan[]): string[] {
  const keys = spans.flatMap(({ attributes, resource }) => [
    ...Object.keys(attributes),
    ...Object.keys(resource),
  ]);
  return [...new Set(keys)].toSorted();
}

function described(result: HostResult, spans: readonly ReceivedSpan[]): ExampleRun {
  const [span] = spans;
  return { ...result, spans, attributes: span?.attributes ?? {}, resource: span?.resource ?? {} };
}

/** The names and contents of all files of telemetry's own. */
function filesOf({ path, state, config, tree }: Home): string[] {
  return (
    tree()
      .map((name) => [name, join(path, name)] as const)
      .filter(([name, file]) => (file.startsWith(state) || file.startsWith(config)) && !name.endsWith('/'))
      // It tells the sender, which has no home, where its files are.
      .filter(([name, file]) => !name.endsWith('/request.json') && existsSync(file))
      .map(([name, file]) => name + readFileSync(file, 'latin1'))
  );
}
