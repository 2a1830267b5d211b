import { decodeAttributes } from './decode-attributes.ts';
import { expected, isAbsent, readEnum, readId, readInt64, readList, readRecord, readText } from './shape.ts';
import type { ReceivedSpan } from './spans.ts';

const TRACE_ID_BYTES = 16;
const SPAN_ID_BYTES = 8;
const UINT64_MAX = 2n ** 64n - 1n;

/**
 * Decodes an `ExportTraceServiceRequest` in its OTLP/JSON shape into its spans, in their order; unknown fields are
 * ignored.
 * @throws DecodeError when something has the wrong shape.
 */
export function decodeRequest(value: unknown): ReceivedSpan[] {
  const request = readRecord(value, 'body');
  return readList(request.resourceSpans, 'resourceSpans').flatMap((item, index) =>
    decodeResourceSpans(item, `resourceSpans[${index}]`),
  );
}

function decodeResourceSpans(value: unknown, path: string): ReceivedSpan[] {
  const fields = readRecord(value, path);
  const resource = decodeAttributes(
    readOptional(fields.resource, `${path}.resource`).attributes,
    `${path}.resource.attributes`,
  );
  return readList(fields.scopeSpans, `${path}.scopeSpans`).flatMap((item, index) =>
    decodeScopeSpans(item, `${path}.scopeSpans[${index}]`, resource),
  );
}

function decodeScopeSpans(value: unknown, path: string, resource: ReceivedSpan['resource']): ReceivedSpan[] {
  const fields = readRecord(value, path);
  const from = readOptional(fields.scope, `${path}.scope`);
  const scope = {
    name: readText(from.name, `${path}.scope.name`),
    version: readText(from.version, `${path}.scope.version`),
  };
  return readList(fields.spans, `${path}.spans`).map((item, index) =>
    decodeSpan(item, `${path}.spans[${index}]`, { resource, scope }),
  );
}

function decodeSpan(
  value: unknown,
  path: string,
  { resource, scope }: Pick<ReceivedSpan, 'resource' | 'scope'>,
): ReceivedSpan {
  const span = readRecord(value, path);
  const status = readOptional(span.status, `${path}.status`);
  return {
    traceId: readId(span.traceId, `${path}.traceId`, TRACE_ID_BYTES),
    spanId: readId(span.spanId, `${path}.spanId`, SPAN_ID_BYTES),
    parentSpanId: readParentId(span.parentSpanId, `${path}.parentSpanId`),
    name: readText(span.name, `${path}.name`),
    kind: readEnum(span.kind, `${path}.kind`),
    startTimeUnixNano: readTime(span.startTimeUnixNano, `${path}.startTimeUnixNano`),
    endTimeUnixNano: readTime(span.endTimeUnixNano, `${path}.endTimeUnixNano`),
    attributes: decodeAttributes(span.attributes, `${path}.attributes`),
    status: {
      code: readEnum(status.code, `${path}.status.code`),
      message: readText(status.message, `${path}.status.message`),
    },
    resource,
    scope,
  };
}

function readOptional(value: unknown, path: string): Record<string, unknown> {
  return isAbsent(value) ? {} : readRecord(value, path);
}

function readParentId(value: unknown, path: string): string | undefined {
  return isAbsent(value) || value === '' ? undefined : readId(value, path, SPAN_ID_BYTES);
}

function readTime(value: unknown, path: string): string {
  const time = isAbsent(value) ? 0n : readInt64(value, path);
  if (time < 0n || time > UINT64_MAX) throw expected('nanoseconds since 1970', path);
  return time.toString();
}
