import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer as createHttpsServer } from 'node:https';
import { readFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { join } from 'node:path';

/** A collector behind TLS, and a gate before it: connections stand, but the handshake waits until the gate opens. */
export interface TlsGate {
  readonly url: string;
  /** The certificate's file, for `NODE_EXTRA_CA_CERTS`. */
  readonly certificate: string;
  /** Connections that wait or waited at the gate. */
  readonly knocks: () => number;
  /** Requests of which at least the head came. */
  readonly requests: () => number;
  readonly open: () => void;
  readonly close: () => Promise<void>;
}

/** Says why there can be no certificate here; `undefined` when there can. */
export function whyNoCertificate(): string | undefined {
  const { error } = spawnSync('openssl', ['version'], { stdio: 'ignore' });
  return error === undefined ? undefined : `openssl does not start: ${error.message}`;
}

/** Starts a closed gate; key and certificate are made in the folder. */
export async function startTlsGate(folder: string): Promise<TlsGate> {
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const request = [
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-nodes',
    '-days',
    '2',
  ];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1'];
  spawnSync('openssl', [...request, ...subject, '-keyout', key, '-out', certificate], { stdio: 'ignore' });
  let requests = 0;
  const inner = createHttpsServer(
    { key: readFileSync(key), cert: readFileSync(certificate) },
    (_, response) => {
      requests += 1;
      response.end();
    },
  );
  const innerPort = await listen(inner);
  const knocking: Socket[] = [];
  let isOpen = false;
  const pass = (socket: Socket): void => {
    const onward = connect(innerPort, '127.0.0.1');
    onward.on('error', () => socket.destroy());
    socket.on('error', () => onward.destroy());
    // What is piped ends with an end, and a socket that is destroyed has none.
    socket.on('close', () => onward.destroy());
    socket.pipe(onward).pipe(socket);
  };
  const gate = createServer((socket) => {
    knocking.push(socket);
    if (isOpen) pass(socket);
  });
  const port = await listen(gate);
  return {
    url: `https://127.0.0.1:${port}`,
    certificate,
    knocks: () => knocking.length,
    requests: () => requests,
    open: () => {
      isOpen = true;
      for (const socket of knocking) pass(socket);
    },
    close: async () => {
      for (const socket of knocking) socket.destroy();
      inner.closeAllConnections();
      await Promise.all([stop(inner), stop(gate)]);
    },
  };
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

async function stop(server: Server): Promise<void> {
  server.close();
  await once(server, 'close');
}
