import type { IncomingMessage, RequestOptions } from 'node:http';
import { errorCode } from '../disk/error-code.ts';

/** What came of one request. */
export type PostResult =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly retryAfter: string | undefined;
      readonly body: string;
    }
  /** The last look, just before the body, found that it must not be sent. */
  | { readonly kind: 'stopped' }
  | { readonly kind: 'unreachable'; readonly code: string };

/** One request to make. */
export interface PostInput {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly userAgent: string;
  readonly body: string;
  /** Default: `gzip`. */
  readonly compression?: 'gzip' | 'none';
  /** Contents of PEM files, beside what the environment says. */
  readonly tls?: { readonly ca?: string; readonly cert?: string; readonly key?: string };
  /** Asked when the connection stands, just before the body. */
  readonly maySend: () => boolean;
  /** A true deadline from the first byte to the last, not one of inactivity. */
  readonly timeoutMs: number;
}

/** An answer is a few bytes; more of it is read by nobody. */
const MAX_ANSWER_BYTES = 64 * 1024;

/**
 * Posts one body of OTLP JSON. Follows no redirect, uses the proxy and the certificates of the
 * environment, and never rejects.
 */
export async function post(input: PostInput): Promise<PostResult> {
  const { gzipSync } = process.getBuiltinModule('node:zlib');
  const bytes = input.compression === 'none' ? Buffer.from(input.body) : gzipSync(input.body);
  try {
    return await exchange(input, { bytes, request: openRequest(input, bytes.length) });
  } catch (error) {
    // Node refuses a proxy variable that is no URL before there is a connection.
    return { kind: 'unreachable', code: errorCode(error) };
  }
}

interface Exchange {
  readonly bytes: Buffer;
  readonly request: ClientRequest;
}

function exchange(input: PostInput, { bytes, request }: Exchange): Promise<PostResult> {
  return new Promise((resolve) => {
    const deadline = setTimeout(() => {
      request.destroy(Object.assign(new Error('no answer in time'), { code: 'ETIMEDOUT' }));
    }, input.timeoutMs);
    const settle = (result: PostResult): void => {
      clearTimeout(deadline);
      request.destroy();
      resolve(result);
    };
    let hasAnswer = false;
    const giveUp = (code: string): void => {
      if (!hasAnswer) settle({ kind: 'unreachable', code });
    };
    request.on('error', (error: NodeJS.ErrnoException) => giveUp(error.code ?? 'UNKNOWN'));
    // A connection can also end without an error, as after an upgrade that nobody asked for.
    request.on('close', () => giveUp('ECONNRESET'));
    request.on('response', (response) => {
      hasAnswer = true;
      void readAnswer(response).then(settle);
    });
    onConnected(request, () => {
      if (input.maySend()) request.end(bytes);
      else settle({ kind: 'stopped' });
    });
  });
}

const PROXY_FROM_ENVIRONMENT: object = { proxyEnv: process.env };

type ClientRequest = import('node:http').ClientRequest;

function openRequest(
  { url, headers, userAgent, compression, tls }: PostInput,
  length: number,
): ClientRequest {
  const isSecure = url.startsWith('https:');
  const { request, Agent } = isSecure
    ? process.getBuiltinModule('node:https')
    : process.getBuiltinModule('node:http');
  const options: RequestOptions = {
    method: 'POST',
    // Node 22.21 and 24.5 on; older ones ignore it. @types/node 22 does not know it.
    agent: new Agent({ keepAlive: false, ...PROXY_FROM_ENVIRONMENT, ...tls }),
    headers: {
      ...headers,
      'content-type': 'application/json',
      ...(compression !== 'none' && { 'content-encoding': 'gzip' }),
      'content-length': length,
      'user-agent': userAgent,
    },
  };
  return request(url, options);
}

function onConnected(request: ClientRequest, then: () => void): void {
  request.on('socket', (socket) => {
    const ready = 'encrypted' in socket ? 'secureConnect' : 'connect';
    // A socket that comes through a proxy's tunnel is connected before it is handed over.
    if (socket.connecting) socket.once(ready, then);
    else if ('encrypted' in socket && 'secureConnecting' in socket && socket.secureConnecting)
      socket.once(ready, then);
    else then();
  });
}

async function readAnswer(response: IncomingMessage): Promise<PostResult> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > MAX_ANSWER_BYTES) break;
      chunks.push(chunk);
    }
  } catch {
    // The status came and says what became of the request; the rest of the answer is lost.
  }
  return {
    kind: 'answered',
    status: response.statusCode ?? 0,
    retryAfter: response.headers['retry-after'],
    body: Buffer.concat(chunks).toString('utf8'),
  };
}
