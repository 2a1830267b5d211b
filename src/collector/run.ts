import type { CollectorSettings } from './settings.ts';
import { escapeText } from './escape.ts';
import { formatJson } from './format-json.ts';
import { createLineFormatter } from './format-line.ts';
import { isLoopbackHost } from './loopback.ts';
import { startCollector } from './server.ts';
import type { Collector, CollectorOptions } from './server.ts';
import type { ReceivedSpan } from './spans.ts';
import { arrangeTree } from './tree.ts';

/** Is what the command needs of a process. */
export interface CommandHost {
  readonly stdout: { write(text: string): unknown; readonly isTTY?: boolean };
  readonly stderr: { write(text: string): unknown };
  /** `NO_COLOR`, with any value but the empty one, turns colour off. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Ends the command when it aborts. */
  readonly stop: AbortSignal;
}

/**
 * Runs `commandspan collector` until it is stopped.
 * @returns the exit code: 0 when it was stopped, 1 when it could not listen.
 */
export async function runCollector(settings: CollectorSettings, host: CommandHost): Promise<number> {
  const { stdout, stderr, stop } = host;
  const format = createFormatter(settings, host);
  const collector = await start(settings, stderr, {
    port: settings.port,
    host: settings.host,
    // It may run for days.
    keep: false,
    onSpans: (spans) => {
      for (const line of format(spans)) stdout.write(`${line}\n`);
    },
    onRefused: ({ method, url, status, message }) => {
      stderr.write(escapeText(`refused ${method} ${url}: ${status} ${message}`) + '\n');
    },
  });
  if (collector === undefined) return 1;
  stderr.write(`commandspan collector listening on ${collector.url} (OTLP/HTTP: POST /v1/traces)\n`);
  await aborted(stop);
  await collector.close();
  return 0;
}

function createFormatter(
  settings: CollectorSettings,
  host: CommandHost,
): (spans: ReceivedSpan[]) => string[] {
  if (settings.json) return (spans) => spans.map((span) => formatJson(span));
  const color = settings.color && host.stdout.isTTY === true && (host.env.NO_COLOR ?? '') === '';
  const formatLine = createLineFormatter({ color });
  return (spans) => arrangeTree(spans).map((row) => formatLine(row));
}

async function start(
  { host, port }: CollectorSettings,
  stderr: CommandHost['stderr'],
  options: CollectorOptions,
): Promise<Collector | undefined> {
  if (!isLoopbackHost(host)) {
    stderr.write(`warning: ${host} is not loopback, so other machines may post spans to this collector\n`);
  }
  try {
    return await startCollector(options);
  } catch (error) {
    stderr.write(`commandspan: ${explain(error, host, port)}\n`);
    return undefined;
  }
}

function explain(error: unknown, host: string, port: number): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'EADDRINUSE') return `port ${port} on ${host} is in use; choose another with --port`;
  return `cannot listen on port ${port} of ${host}: ${error instanceof Error ? error.message : String(error)}`;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
