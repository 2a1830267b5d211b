import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { gunzipSync } from 'node:zlib';

/** A server in the place of a collector. */
export interface Receiver {
  readonly url: string;
  /** The bodies that came whole, unpacked. */
  readonly bodies: readonly string[];
  /** Cuts what is connected, and stops. */
  readonly close: () => Promise<void>;
}

const DRIP_MS = 20;

/** Starts a receiver that answers each whole request as it is told. */
export async function startReceiver(answer: (response: ServerResponse) => void): Promise<Receiver> {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    void readBody(request).then((body) => {
      bodies.push(body);
      answer(response);
    });
  });
  const url = await listen(server);
  const close = async (): Promise<void> => {
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  };
  return { url, bodies, close };
}

/** Answers with a status and nothing else. */
export function status(code: number, headers: Readonly<Record<string, string>> = {}) {
  return (response: ServerResponse): void => {
    response.writeHead(code, headers).end();
  };
}

/** Takes the request and never answers. */
export const hang = (): void => undefined;

/** Answers 200 and goes on with a byte now and then, for ever. */
export function drip(response: ServerResponse): void {
  response.writeHead(200).flushHeaders();
  const timer = setInterval(() => response.write(' '), DRIP_MS);
  response.on('close', () => clearInterval(timer));
}

/** The address of a port where nobody listens. */
export async function closedPort(): Promise<string> {
  const server = createServer();
  const url = await listen(server);
  server.close();
  await once(server, 'close');
  return url;
}

async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return `http://127.0.0.1:${address.port}`;
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return gunzipSync(Buffer.concat(chunks)).toString('utf8');
}
