import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Answers every request with 200, and keeps its path and headers. */
export interface HeaderReceiver {
  readonly url: string;
  readonly requests: readonly { readonly path: string | undefined; readonly headers: IncomingHttpHeaders }[];
  readonly close: () => Promise<void>;
}

/** Starts a receiver of any requests. */
export async function startHeaderReceiver(): Promise<HeaderReceiver> {
  const requests: HeaderReceiver['requests'][number][] = [];
  const server = createServer((request, response) => {
    requests.push({ path: request.url, headers: request.headers });
    request.resume().once('end', () => {
      response.setHeader('x-parent', request.headers['traceparent'] ?? 'nobody').end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
