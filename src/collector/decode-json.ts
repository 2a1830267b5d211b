import { decodeRequest } from './decode-request.ts';
import { DecodeError } from './shape.ts';
import type { ReceivedSpan } from './spans.ts';

/**
 * Decodes the body of an OTLP/HTTP request of type `application/json`.
 * @throws DecodeError when it is no JSON or has the wrong shape.
 */
export function decodeJson(body: Buffer): ReceivedSpan[] {
  return decodeRequest(parseJson(body.toString('utf8')));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new DecodeError('body: not JSON', { cause });
  }
}
