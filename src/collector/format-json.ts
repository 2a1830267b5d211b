import { escapeJson } from './escape.ts';
import type { ReceivedSpan } from './spans.ts';
import { summarizeSpan } from './summary.ts';

const KINDS = ['unspecified', 'internal', 'server', 'client', 'producer', 'consumer'];
const STATUSES = ['unset', 'ok', 'error'];

/**
 * Writes one span as one line of JSON, without the line's end. All keys are always there, null when absent, except
 * `statusMessage`, which only a span with a status message has.
 */
export function formatJson(span: ReceivedSpan): string {
  const { start, service, version, command, outcome, exitCode, durationMs, error } = summarizeSpan(span);
  const line = {
    time: start.toISOString(),
    service: service ?? null,
    version: version ?? null,
    name: span.name,
    command: command ?? null,
    outcome,
    exitCode: exitCode ?? null,
    durationMs,
    error: error ?? null,
    traceId: span.traceId,
    spanId: span.spanId,
    parentSpanId: span.parentSpanId ?? null,
    status: STATUSES[span.status.code] ?? String(span.status.code),
    ...(span.status.message === '' ? {} : { statusMessage: span.status.message }),
    kind: KINDS[span.kind] ?? String(span.kind),
    attributes: span.attributes,
    resource: span.resource,
  };
  return escapeJson(JSON.stringify(line));
}
