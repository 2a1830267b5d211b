import { JsonTraceSerializer } from '@opentelemetry/otlp-transformer';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import { REQUEST_HEAD, REQUEST_TAIL } from './request.ts';

/**
 * Serialises spans of one resource into one OTLP JSON `ResourceSpans`, without the request around it: requests are
 * put together from stored ones, byte for byte.
 *
 * @throws Error without any span, and when the SDK's serialiser gives something else than a request of one
 * `ResourceSpans`.
 */
export function serializeSpans(spans: readonly ReadableSpan[]): string {
  if (spans.length === 0) throw new Error('there is no span to serialise');
  const json = serializeRequest(spans);
  if (!json.startsWith(REQUEST_HEAD) || !json.endsWith(REQUEST_TAIL)) {
    throw new Error('the serialiser gave no OTLP JSON request');
  }
  return json.slice(REQUEST_HEAD.length, -REQUEST_TAIL.length);
}

/** Serialises spans of any resources into one OTLP JSON request. */
export function serializeRequest(spans: readonly ReadableSpan[]): string {
  const request = JsonTraceSerializer.serializeRequest([...spans]);
  // Not through a TextDecoder: making one costs a short-lived process more than decoding.
  return request === undefined
    ? ''
    : Buffer.from(request.buffer, request.byteOffset, request.length).toString();
}
