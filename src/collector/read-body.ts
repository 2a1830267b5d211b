import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';

import { RequestError } from './request-error.ts';

/** Limits a body, before and after decompression: the default of the Collector's HTTP receiver. */
export const MAX_BODY_BYTES: number = 20 * 1024 * 1024;

const unzip = promisify(gunzip);

/**
 * Reads the body of a request and decompresses it.
 * @throws RequestError 413 when it is too large, 415 for an unknown encoding, 400 for damaged gzip.
 */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const encoding = (request.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (encoding !== 'gzip' && encoding !== 'identity') {
    throw new RequestError(415, 'content-encoding must be gzip or identity');
  }
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) throw tooLarge();
  const body = await collectBytes(request);
  return encoding === 'gzip' ? decompress(body) : body;
}

function collectBytes(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    // What exceeds the limit is still read, and dropped: a client whose upload is cut off sees no answer.
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= MAX_BODY_BYTES) chunks.push(chunk);
      else {
        chunks.length = 0;
        reject(tooLarge());
      }
    });
    request.on('end', () => resolve(Buffer.concat(chunks)));
    request.on('error', reject);
  });
}

async function decompress(body: Buffer): Promise<Buffer> {
  try {
    // The limit holds while it inflates, so that a gzip bomb never gets into memory.
    return await unzip(body, { maxOutputLength: MAX_BODY_BYTES });
  } catch (cause) {
    if (isTooLarge(cause)) throw tooLarge();
    throw new RequestError(400, 'body: not gzip', { cause });
  }
}

function isTooLarge(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
}

function tooLarge(): RequestError {
  return new RequestError(413, `body: more than ${MAX_BODY_BYTES} bytes`);
}
