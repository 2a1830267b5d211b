import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, Server } from 'node:http';

import { receive } from './receive.ts';
import type { Receipt } from './receive.ts';
import { RequestError } from './request-error.ts';
import { respondAccepted, respondRefused } from './respond.ts';
import type { ReceivedRequest, ReceivedSpan } from './spans.ts';

/** Describes a request that was refused. */
export interface Refusal {
  readonly method: string;
  /** The path with its query, as the client wrote it. */
  readonly url: string;
  readonly status: number;
  readonly message: string;
}

/** Configures {@link startCollector}. */
export interface CollectorOptions {
  /** The TCP port; 0 takes any free one. @defaultValue 4318 */
  readonly port?: number;
  /** The address or name to listen on. @defaultValue '127.0.0.1' */
  readonly host?: string;
  /** Whether `spans` and `requests` grow with each accepted request. @defaultValue true */
  readonly keep?: boolean;
  /** Whether the process may end while it listens. @defaultValue false */
  readonly unref?: boolean;
  /** Is called once for each accepted request, before it is answered; what it throws is answered with 500. */
  readonly onSpans?: (spans: ReceivedSpan[], request: ReceivedRequest) => void;
  /** Is called once for each refused request, before it is answered. */
  readonly onRefused?: (refusal: Refusal) => void;
}

/** Handles a listening collector. */
export interface Collector {
  /** The base address, such as `http://127.0.0.1:4318`. */
  readonly url: string;
  readonly port: number;
  /** All spans accepted so far, in their order; it grows. */
  readonly spans: readonly ReceivedSpan[];
  /** All requests accepted so far, in their order; it grows. */
  readonly requests: readonly ReceivedRequest[];
  /** Stops listening and cuts what is still connected; requests that are cut count as never received. */
  readonly close: () => Promise<void>;
}

/**
 * Starts a receiver of OTLP/HTTP traces for tests and debugging.
 *
 * @example
 * const collector = await startCollector({ port: 0, onSpans: (spans) => console.log(spans.length) });
 * await fetch(`${collector.url}/v1/traces`, { method: 'POST', headers, body });
 * await collector.close();
 * @throws Node's own error when it cannot listen, with `code` `EADDRINUSE` when the port is taken; a TypeError when
 * `host` is empty, for Node would listen on all addresses.
 */
export async function startCollector(options: CollectorOptions = {}): Promise<Collector> {
  const { port = 4318, host = '127.0.0.1', keep = true, unref = false, onSpans, onRefused } = options;
  if (host === '') throw new TypeError('host: expected an address or a name, came an empty string');
  const spans: ReceivedSpan[] = [];
  const requests: ReceivedRequest[] = [];
  let closed = false;
  const accept = (receipt: Receipt): void => {
    if (closed) return;
    if (keep) {
      for (const span of receipt.spans) spans.push(span);
      requests.push(receipt.request);
    }
    onSpans?.(receipt.spans, receipt.request);
  };

  const server = createServer(createListener(accept, (refusal) => onRefused?.(refusal)));
  const listeningPort = await listen(server, port, host);
  if (unref) server.unref();
  const close = (): Promise<void> => {
    closed = true;
    return closeServer(server);
  };
  return { url: `http://${bracketed(host)}:${listeningPort}`, port: listeningPort, spans, requests, close };
}

function createListener(
  accept: (receipt: Receipt) => void,
  refuse: (refusal: Refusal) => void,
): RequestListener {
  const handle: (...args: Parameters<RequestListener>) => Promise<void> = async (request, response) => {
    try {
      const receipt = await receive(request);
      accept(receipt);
      respondAccepted(response, receipt.mediaType);
    } catch (error) {
      // The client went away in the middle of its body: nobody is left to answer, and nothing was received.
      if (request.destroyed && !request.complete) return;
      const refused = toRequestError(error);
      refuse(describe(request, refused));
      respondRefused(response, refused);
    }
  };
  // Only a callback that throws while a request is refused leads here; the client must not wait for ever.
  return (request, response) => void handle(request, response).catch(() => response.destroy());
}

function toRequestError(error: unknown): RequestError {
  if (error instanceof RequestError) return error;
  const message = error instanceof Error ? error.message : 'unknown error';
  return new RequestError(500, `the collector failed: ${message}`, { cause: error });
}

function describe(request: IncomingMessage, error: RequestError): Refusal {
  const { method = '', url = '' } = request;
  return { method, url, status: error.status, message: error.message };
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host }, () => {
      // A failed accept (too many open files) is reported here later on; the next connection may do well.
      server.on('error', () => undefined);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    // The only error is "not running": a second close has nothing to do.
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
