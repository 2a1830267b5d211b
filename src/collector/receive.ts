import type { IncomingMessage } from 'node:http';

import { decodeJson } from './decode-json.ts';
import { decodeProtobuf } from './decode-protobuf.ts';
import { isLoopbackOrigin } from './loopback.ts';
import { readBody } from './read-body.ts';
import { RequestError } from './request-error.ts';
import { DecodeError } from './shape.ts';
import type { ReceivedRequest, ReceivedSpan } from './spans.ts';

/** Names the media types of OTLP/HTTP. */
export type MediaType = 'application/json' | 'application/x-protobuf';

/** Holds what an accepted request brought. */
export interface Receipt {
  readonly mediaType: MediaType;
  readonly spans: ReceivedSpan[];
  readonly request: ReceivedRequest;
}

const TRACES_PATH = '/v1/traces';
const DECODERS: Readonly<Record<MediaType, (body: Buffer) => ReceivedSpan[]>> = {
  'application/json': decodeJson,
  'application/x-protobuf': decodeProtobuf,
};

/**
 * Reads one OTLP/HTTP trace request to its end.
 * @throws RequestError with the status to answer when it is refused.
 */
export async function receive(request: IncomingMessage): Promise<Receipt> {
  refusePages(request);
  const path = findRoute(request);
  const mediaType = readMediaType(request);
  const body = await readBody(request);
  return { mediaType, spans: decode(body, mediaType), request: { path, headers: request.headers, body } };
}

// A page that the developer happens to have open may post to loopback, and its own host name may resolve to it.
function refusePages(request: IncomingMessage): void {
  const { origin } = request.headers;
  if (origin !== undefined && !isLoopbackOrigin(origin)) {
    throw new RequestError(403, 'web pages of other machines may not post here');
  }
}

function findRoute(request: IncomingMessage): string {
  const [path = ''] = (request.url ?? '').split('?', 1);
  if (path !== TRACES_PATH) throw new RequestError(404, `only ${TRACES_PATH} is served here`);
  if (request.method !== 'POST') throw new RequestError(405, 'only POST is served here');
  return path;
}

function readMediaType(request: IncomingMessage): MediaType {
  const [essence = ''] = (request.headers['content-type'] ?? '').split(';', 1);
  const mediaType = essence.trim().toLowerCase();
  if (mediaType === 'application/json' || mediaType === 'application/x-protobuf') return mediaType;
  throw new RequestError(415, 'content-type must be application/json or application/x-protobuf');
}

function decode(body: Buffer, mediaType: MediaType): ReceivedSpan[] {
  try {
    return DECODERS[mediaType](body);
  } catch (cause) {
    if (cause instanceof DecodeError) throw new RequestError(400, cause.message, { cause });
    throw cause;
  }
}
