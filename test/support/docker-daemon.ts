import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A stand-in for Docker's daemon, which runs nothing. */
export interface DockerDaemon {
  /** The value of `DOCKER_HOST` that leads to it. */
  readonly host: string;
  /** What every container writes and exits with from now on, or that there is no image for it. */
  readonly behave: (next: {
    readonly log?: string;
    readonly exitCode?: number;
    readonly hasImage?: boolean;
  }) => void;
  /** The names of the calls so far: `POST /containers/create`. */
  readonly calls: readonly string[];
  readonly close: () => Promise<void>;
}

/** Where no daemon listens. */
export const NO_DAEMON = 'unix:///nonexistent/docker.sock';

/** Starts a daemon whose containers print `null` and exit 0. */
export async function startDockerDaemon(): Promise<DockerDaemon> {
  let behaviour = { log: 'null\n', exitCode: 0, hasImage: true };
  const calls: string[] = [];
  const server = createServer((request, response) => {
    const call = `${request.method ?? ''} ${(request.url ?? '').replace(/\?.*$/, '')}`;
    calls.push(call);
    request.resume();
    const json = (status: number, body: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    if (call === 'GET /_ping') return void response.end('OK');
    if (call === 'POST /containers/create') {
      return behaviour.hasImage ? json(201, { Id: 'c1' }) : json(404, { message: 'No such image' });
    }
    if (call === 'POST /containers/c1/wait') return json(200, { StatusCode: behaviour.exitCode });
    if (call === 'GET /containers/c1/logs') return void response.end(behaviour.log);
    return void response.writeHead(204).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    host: `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    behave: (next) => {
      behaviour = { log: 'null\n', exitCode: 0, hasImage: true, ...next };
    },
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
