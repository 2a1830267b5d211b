import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';

import type { MediaType } from './receive.ts';
import type { RefusalStatus, RequestError } from './request-error.ts';

/** Maps each refusal to its `google.rpc.Code`. */
const RPC_CODES: Readonly<Record<RefusalStatus, number>> = {
  400: 3,
  403: 7,
  404: 5,
  405: 12,
  413: 8,
  415: 3,
  500: 13,
};

const REFUSAL_HEADERS: Readonly<Partial<Record<RefusalStatus, OutgoingHttpHeaders>>> = {
  405: { allow: 'POST' },
  415: { 'accept-encoding': 'gzip' },
};

/** Answers that all spans were taken, in the encoding that they came in and in the Collector's words. */
export function respondAccepted(response: ServerResponse, mediaType: MediaType): void {
  const body = mediaType === 'application/json' ? '{"partialSuccess":{}}' : '';
  send(response, { status: 200, headers: { 'content-type': mediaType }, body });
}

/** Answers a refusal, with a body in the shape of `google.rpc.Status`. */
export function respondRefused(response: ServerResponse, error: RequestError): void {
  send(response, {
    status: error.status,
    headers: { ...REFUSAL_HEADERS[error.status], 'content-type': 'application/json' },
    body: JSON.stringify({ code: RPC_CODES[error.status], message: error.message }),
  });
}

interface Answer {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: string;
}

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}
