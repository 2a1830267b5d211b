import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { gunzipSync } from 'node:zlib';

/** A server below HTTP: keeps every byte that comes, and answers each request with 200. */
export interface RawReceiver {
  readonly url: string;
  /** All that came over each connection, head and compressed body. */
  readonly connections: () => Buffer[];
  /** The requests that came whole. */
  readonly requests: () => RawRequest[];
  /** Answers nothing until it is released. */
  readonly hold: () => void;
  readonly release: () => void;
  readonly close: () => Promise<void>;
}

/** One request, taken apart. */
export interface RawRequest {
  /** Request line and headers. */
  readonly head: string;
  /** As it came. */
  readonly compressed: Buffer;
  /** Decompressed. */
  readonly body: Buffer;
}

const END_OF_HEAD = '\r\n\r\n';
const ANSWER = [
  'HTTP/1.1 200 OK',
  'content-type: application/json',
  'content-length: 2',
  'connection: close',
  '',
  '{}',
].join('\r\n');

/** Starts a receiver on loopback. A client of one request a connection is what it knows, and the sender is one. */
export async function startRawReceiver(): Promise<RawReceiver> {
  const received = new Map<Socket, Buffer>();
  let isHeld = false;
  const answer = (socket: Socket): void => {
    if (!isHeld && readRequest(received.get(socket)) !== undefined && socket.writable) socket.end(ANSWER);
  };
  const server = createServer((socket) => {
    received.set(socket, Buffer.alloc(0));
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk) => {
      received.set(socket, Buffer.concat([received.get(socket) ?? Buffer.alloc(0), chunk]));
      answer(socket);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    connections: () => [...received.values()],
    requests: () => [...received.values()].flatMap((bytes) => readRequest(bytes) ?? []),
    hold: () => {
      isHeld = true;
    },
    release: () => {
      isHeld = false;
      for (const socket of received.keys()) answer(socket);
    },
    close: async () => {
      for (const socket of received.keys()) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function readRequest(bytes: Buffer = Buffer.alloc(0)): RawRequest | undefined {
  const endOfHead = bytes.indexOf(END_OF_HEAD);
  if (endOfHead < 0) return undefined;
  const head = bytes.toString('latin1', 0, endOfHead);
  const length = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0);
  const compressed = bytes.subarray(endOfHead + END_OF_HEAD.length);
  if (compressed.length < length) return undefined;
  const isCompressed = /^content-encoding: *gzip/im.test(head);
  return { head, compressed, body: isCompressed ? gunzipSync(compressed) : compressed };
}
