import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { JsonTraceSerializer, ProtobufTraceSerializer } from '@opentelemetry/otlp-transformer';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';

import type { ReceivedSpan } from '../../../src/collector/spans.ts';

/** 2027-01-02T03:04:05.678Z in nanoseconds, plus nanoseconds that a double cannot hold. */
export const START_NANOS: bigint = 1_798_859_045_678_000_123n;

/** Makes a received span; `id` becomes the span id and `parent` its parent's. */
export function makeSpan(
  fields: Partial<ReceivedSpan> & { readonly id?: number; readonly parent?: number } = {},
): ReceivedSpan {
  const { id = 1, parent, ...rest } = fields;
  return {
    traceId: '0af7651916cd43dd8448eb211c80319c',
    spanId: spanId(id),
    parentSpanId: parent === undefined ? undefined : spanId(parent),
    name: 'acme deploy function',
    kind: 1,
    startTimeUnixNano: START_NANOS.toString(),
    endTimeUnixNano: (START_NANOS + 1_234_000_000n).toString(),
    attributes: {},
    status: { code: 0, message: '' },
    resource: { 'service.name': 'acme', 'service.version': '1.2.0' },
    scope: { name: 'commandspan', version: '0.1.0' },
    ...rest,
  };
}

/** Makes a span in its OTLP/JSON shape. */
export function makeOtlpSpan(fields: Record<string, unknown> = {}): Record<string, unknown> {
  return { traceId: '0AF7651916CD43DD8448EB211C80319C', spanId: spanId(1), name: 'acme', ...fields };
}

/** Wraps OTLP/JSON spans into a request body. */
export function makeRequest(...spans: readonly unknown[]): Record<string, unknown> {
  return { resourceSpans: [{ scopeSpans: [{ spans }] }] };
}

/** Records a command with one step through the real SDK, without globals. */
export function recordSpans(): ReadableSpan[] {
  const exporter = new InMemorySpanExporter();
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'acme', 'service.version': '1.2.0' }),
    spanProcessors: [new SimpleSpanProcessor({ exporter })],
  });
  const tracer = provider.getTracer('commandspan', '0.1.0');
  const command = tracer.startSpan('acme deploy function', { kind: SpanKind.INTERNAL }, ROOT_CONTEXT);
  const step = tracer.startSpan('upload', { kind: SpanKind.CLIENT }, trace.setSpan(ROOT_CONTEXT, command));
  step.end();
  command.setAttributes({
    'cli.command': 'deploy function',
    'cli.outcome': 'failure',
    'cli.flags': ['dry-run', 'region'],
    'process.exit.code': 3,
    'acme.negative': -42,
    'acme.largest': Number.MAX_SAFE_INTEGER,
    'acme.ratio': 0.25,
    'acme.dry': true,
    'acme.text': 'grüße 🎉',
    'acme.nested': { name: 'x', list: [1, 'two', false] },
  });
  command.setStatus({ code: SpanStatusCode.ERROR, message: 'why' });
  command.end();
  return exporter.getFinishedSpans();
}

/** Serializes spans as OTLP/JSON with OpenTelemetry's own serializer. */
export function serializeJson(spans: ReadableSpan[]): Buffer {
  return Buffer.from(JsonTraceSerializer.serializeRequest(spans) ?? '');
}

/** Serializes spans as OTLP protobuf with OpenTelemetry's own serializer. */
export function serializeProtobuf(spans: ReadableSpan[]): Buffer {
  return Buffer.from(ProtobufTraceSerializer.serializeRequest(spans) ?? '');
}

function spanId(id: number): string {
  return id.toString(16).padStart(16, '0');
}
