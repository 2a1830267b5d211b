import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A collector that takes requests and does not answer before it is told to. */
export interface HeldReceiver {
  readonly url: string;
  /** Connections, and requests that came whole. */
  readonly counts: () => readonly [connections: number, requests: number];
  /** Answers all that came and come with 200. */
  readonly answer: () => void;
  readonly close: () => Promise<void>;
}

/** Starts a collector that holds its answers back. */
export async function startHeldReceiver(): Promise<HeldReceiver> {
  const held: ServerResponse[] = [];
  let connections = 0;
  let requests = 0;
  let isHeld = true;
  const server = createServer((request, response) => {
    request.resume().once('end', () => {
      requests += 1;
      if (isHeld) held.push(response);
      else response.end();
    });
  });
  server.on('connection', () => {
    connections += 1;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    counts: () => [connections, requests],
    answer: () => {
      isHeld = false;
      for (const response of held) response.end();
    },
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
