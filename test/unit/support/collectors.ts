import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { Socket } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { CERTIFICATE, KEY } from './certificate.ts';

/** One request that came whole, its body unpacked. */
export interface ReceivedRequest {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What a collector answers. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** `'hang'` never answers, `'hang-up'` closes the connection without an answer. */
export type Behaviour = Answer | 'hang' | 'hang-up';

/** A server on loopback in the place of a collector. */
export interface Collector {
  readonly url: string;
  readonly received: readonly ReceivedRequest[];
  /** How many connections came, with or without a request. */
  readonly connections: () => number;
}

const OPEN: (() => Promise<unknown>)[] = [];

/** Closes the servers of a test, and what is connected to them. */
export function closeCollectors(): Promise<unknown> {
  return Promise.all(OPEN.splice(0).map((end) => end()));
}

/** Starts a collector that behaves as it is told for each request; {@link closeCollectors} ends it. */
export async function startCollector(
  behave: Behaviour | ((request: ReceivedRequest) => Behaviour) = { status: 200 },
  { isSecure = false }: { readonly isSecure?: boolean } = {},
): Promise<Collector> {
  const received: ReceivedRequest[] = [];
  const onRequest = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method, url, headers } = request;
    const whole = { method, url, headers, body: await readBody(request) };
    received.push(whole);
    respond(typeof behave === 'function' ? behave(whole) : behave, response);
  };
  const listener = (request: IncomingMessage, response: ServerResponse): void =>
    void onRequest(request, response).catch(() => response.destroy());
  const server = isSecure
    ? createSecureServer({ key: KEY, cert: CERTIFICATE }, listener)
    : createServer(listener);
  const sockets = trackSockets(server);
  OPEN.push(() => close(server, sockets));
  return { url: `${await listen(server, isSecure)}/v1/traces`, received, connections: () => sockets.length };
}

function respond(behaviour: Behaviour, response: ServerResponse): void {
  if (behaviour === 'hang') return;
  if (behaviour === 'hang-up') return void response.destroy();
  const { status, headers = {}, body = '' } = behaviour;
  response.writeHead(status, headers).end(body);
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return gunzipSync(Buffer.concat(chunks)).toString('utf8');
}

function trackSockets(server: Server): Socket[] {
  const sockets: Socket[] = [];
  server.on('connection', (socket) => sockets.push(socket));
  return sockets;
}

async function listen(server: Server, isSecure: boolean): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return `http${isSecure ? 's' : ''}://127.0.0.1:${port}`;
}

async function close(server: Server, sockets: readonly Socket[]): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  for (const socket of sockets) socket.destroy();
  await closed;
}

/** Gives the address of a port where nobody listens. */
export async function closedPort(): Promise<string> {
  const server = createServer();
  const url = await listen(server, false);
  await close(server, []);
  return url;
}

const PROXY_VARIABLES = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'ALL_PROXY'];

/** Keeps the proxy variables of the machine that runs the tests out of the surrounding suite. */
export function withoutProxy(): void {
  const names = PROXY_VARIABLES.flatMap((name) => [name, name.toLowerCase()]);
  const saved = new Map<string, string | undefined>();
  beforeEach(() => {
    for (const name of names) {
      saved.set(name, process.env[name]);
      Reflect.deleteProperty(process.env, name);
    }
  });
  afterEach(() => {
    for (const [name, value] of saved) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
  });
}
