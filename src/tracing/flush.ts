import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import type { Session } from '../host/session.ts';
import { findSender } from '../spool/sender-process.ts';
import { userAgentOf } from '../spool/user-agent.ts';
import { withoutPlainVariables } from './hidden-variables.ts';
import { postAtExit } from './post-at-exit.ts';
import type { TracingSettings } from './settings.ts';
import type { SendSpans } from './span-buffer.ts';
import type { TracingPackages } from './tracing-options.ts';

/** The ways of spans to the user's collector. */
export interface Flush {
  /** While the command runs, by the exporter of the host. */
  readonly send: SendSpans;
  /** At its end, whatever that is. */
  readonly last: (spans: readonly ReadableSpan[]) => void;
  /** Sees to it that a command that ends by itself ends early enough, where `exit` is too late for sending. */
  readonly endEarlyWith: (end: (exitCode: number) => void) => void;
}

/** What sending needs. */
export interface FlushInput {
  readonly session: Session;
  readonly settings: TracingSettings;
  readonly options: { readonly flushTimeoutMs: number };
  readonly packages: Pick<TracingPackages, 'OTLPTraceExporter'>;
  readonly serializeRequest: (spans: readonly ReadableSpan[]) => string;
}

/**
 * Prepares both ways. The last one is a process that is waited for: at `exit`, where alone the exit code is known, only
 * synchronous work is done, and work that is begun in `beforeExit` would make Node call the host's listeners again.
 * Where no such process can be started, a command that ends by itself is nevertheless sent in `beforeExit`.
 */
export function createFlush(input: FlushInput): Flush {
  const { session, settings, options, serializeRequest } = input;
  const { host, env, guard, parts } = session;
  const timeoutMs = options.flushTimeoutMs;
  const start = findSender(parts);
  const send: SendSpans = (spans, onDone) =>
    createExporter(input).export(spans, ({ code }) => onDone(code === SUCCESS));
  let isEarly = false;
  return {
    send,
    last: (spans) => {
      if (start.state !== 'none') {
        const body = serializeRequest(spans);
        const userAgent = userAgentOf(host);
        const answer = postAtExit({ settings, userAgent, body, env, senderArgs: start.args, timeoutMs });
        guard.say(`traced spans to ${settings.url}, ${spans.length}: ${answer}`);
      } else if (isEarly) send(spans, () => undefined);
      else guard.say(`traced spans that are lost, ${spans.length}: ${start.why}`);
    },
    endEarlyWith: (end) => {
      if (start.state !== 'none') return;
      process.once('beforeExit', (code) => {
        isEarly = true;
        guard(() => end(Number(process.exitCode ?? code)));
        isEarly = false;
      });
    },
  };
}

/** `ExportResultCode.SUCCESS` */
const SUCCESS = 0;

interface Exporter {
  readonly export: (spans: readonly ReadableSpan[], onResult: (result: { code: number }) => void) => void;
}

/**
 * Makes an exporter for one batch. A request under way keeps the process alive, so that none may take longer than its
 * end may: the exporter's own timeout is one of inactivity, and never comes while a collector drips.
 */
function createExporter({ settings, options, packages }: FlushInput): Exporter {
  const { url, headers, compression, tls } = settings;
  const timeoutMillis = Math.min(settings.timeoutMs, options.flushTimeoutMs);
  const signal = AbortSignal.timeout(Math.ceil(timeoutMillis));
  const configuration = {
    url,
    headers,
    compression,
    timeoutMillis,
    // Agents hand what they are given on to their sockets, which the signal destroys.
    httpAgentOptions: { keepAlive: false, proxyEnv: process.env, ...tls, signal },
  };
  return withoutPlainVariables(
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the interface of every span exporter
    () => new packages.OTLPTraceExporter(configuration as never) as unknown as Exporter,
  );
}
