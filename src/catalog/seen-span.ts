import type { HrTime } from '@opentelemetry/api';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';

/** All that is looked at of a span, each part read once, so that what was looked at is what is kept. */
export interface SeenSpan extends SeenCounts {
  readonly traceId: string;
  readonly spanId: string;
  /** `undefined` for a span without a parent. */
  readonly parentSpanId: string | undefined;
  /** Whether the parent is a span of another process. */
  readonly isParentRemote: boolean;
  /** The one flag that the W3C's trace context gives a meaning that the spool's spans share. */
  readonly traceFlags: 0 | 1;
  readonly startTime: HrTime;
  readonly endTime: HrTime;
  readonly duration: HrTime;
  readonly name: unknown;
  readonly status: unknown;
  readonly attributes: unknown;
}

interface SeenCounts {
  /** How many there are. */
  readonly events: unknown;
  /** How many there are. */
  readonly links: unknown;
  readonly droppedAttributesCount: unknown;
  readonly droppedEventsCount: unknown;
  readonly droppedLinksCount: unknown;
}

/**
 * Reads a span, which may come from any version of the SDK and hold anything.
 *
 * @returns `undefined` when it has no ids or times, or does not want to be read.
 */
export function lookAt(span: ReadableSpan): SeenSpan | undefined {
  try {
    const { traceId, spanId, traceFlags } = span.spanContext();
    const { parentSpanContext, startTime, endTime, duration, status } = span as Loose;
    return {
      traceId,
      spanId,
      parentSpanId: parentSpanContext?.spanId,
      isParentRemote: parentSpanContext?.isRemote === true,
      traceFlags: (traceFlags & 1) === 1 ? 1 : 0,
      startTime: [startTime[0], startTime[1]],
      endTime: [endTime[0], endTime[1]],
      duration: [duration?.[0] ?? 0, duration?.[1] ?? 0],
      name: span.name,
      status: status?.code,
      attributes: span.attributes,
      ...countsOf(span),
    };
  } catch {
    // A getter or a proxy that throws: what cannot be read is not recorded.
    return undefined;
  }
}

function countsOf(span: ReadableSpan): SeenCounts {
  const { events, links }: Loose = span;
  const { droppedAttributesCount, droppedEventsCount, droppedLinksCount } = span;
  return {
    events: events?.length,
    links: links?.length,
    droppedAttributesCount,
    droppedEventsCount,
    droppedLinksCount,
  };
}

/** What other makers of spans leave out. */
type Loose = Pick<ReadableSpan, 'startTime' | 'endTime'> & {
  readonly parentSpanContext?: { readonly spanId: string; readonly isRemote?: unknown } | null;
  readonly duration?: HrTime;
  readonly status?: { readonly code?: unknown };
  readonly events?: { readonly length?: unknown };
  readonly links?: { readonly length?: unknown };
};

/**
 * Says whether ids and times are what OTLP has room for. Whoever generates ids could put words into them, and a
 * collector refuses a whole request because of one that is none.
 */
export function isWellFormed({ traceId, spanId, parentSpanId, startTime, endTime }: SeenSpan): boolean {
  return (
    isText(traceId, TRACE_ID) &&
    isText(spanId, SPAN_ID) &&
    (parentSpanId === undefined || isText(parentSpanId, SPAN_ID)) &&
    isTime(startTime) &&
    isTime(endTime)
  );
}

/** All zeroes are invalid (W3C Trace Context, "trace-id" and "parent-id"). */
const TRACE_ID = /^(?!0+$)[0-9a-f]{32}$/;
const SPAN_ID = /^(?!0+$)[0-9a-f]{16}$/;
const NANOSECONDS = 1_000_000_000;
/** OTLP counts nanoseconds since 1970 in 64 bits: until the year 2554. */
const MAX_SECONDS = 18_446_744_072;

/** An object that only reads like an id is serialised as what it is. */
function isText(value: unknown, pattern: RegExp): boolean {
  return typeof value === 'string' && pattern.test(value);
}

function isTime([seconds, nanoseconds]: HrTime): boolean {
  return isWhole(seconds, MAX_SECONDS) && isWhole(nanoseconds, NANOSECONDS - 1);
}

function isWhole(value: unknown, max: number): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0 && Number(value) <= max;
}
