import { SpanKind, SpanStatusCode, type Attributes, type HrTime } from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import { DISTRO } from '../distro.ts';
import { isOfType, type IsDeclared } from './attribute-type.ts';
import type { HostAttributes } from './attribute.ts';
import { CATALOG } from './catalog.ts';
import { isPlaceholder, OTHER_NAME, spanName } from './command-name.ts';
import type { AttributePlace } from './definition.ts';

/** The names and attributes that a host declared, beside those of the catalog. */
export interface Declared {
  readonly isDeclared: IsDeclared;
  readonly attributes: HostAttributes;
}

/** The finished spans of one command, and what they are to say about their place. */
export interface FilterInput extends Declared {
  readonly spans: readonly ReadableSpan[];
  readonly resource: Attributes;
  /** Values that were dropped before they came to a span; counted on the command span. */
  readonly droppedBefore?: number;
}

/**
 * Lets through what the catalog knows and nothing else: the only way from a span to the spool. Attributes it does not
 * know are counted in `droppedAttributesCount`, those of the resource on the command span. Events, links, trace state
 * and the status description have no place in the catalog and are always removed; the scope is always our own. A span
 * whose ids or times are not what the specification says is left out.
 */
export function filterSpans(input: FilterInput): ReadableSpan[] {
  const resource = pick(input.resource, 'resource', input);
  const context: SpanContextOf = {
    ...input,
    kept: resourceFromAttributes(resource.kept),
    droppedBefore: resource.dropped + (input.droppedBefore ?? 0),
  };
  return input.spans.filter(isWellFormed).map((span) => filterSpan(span, context));
}

type SpanContextOf = FilterInput & {
  readonly kept: ReadableSpan['resource'];
  readonly droppedBefore: number;
};

function filterSpan(span: ReadableSpan, input: SpanContextOf): ReadableSpan {
  const place = span.parentSpanContext === undefined ? 'span' : 'step';
  const { kept: attributes, dropped } = pick(span.attributes, place, input);
  const { events, links } = span;
  return {
    ...plainContext(span),
    name: place === 'span' ? commandName(span, input) : stepName(span, input.isDeclared),
    kind: SpanKind.INTERNAL,
    startTime: [...span.startTime],
    endTime: [...span.endTime],
    duration: [...span.duration],
    status: { code: span.status.code === SpanStatusCode.ERROR ? SpanStatusCode.ERROR : SpanStatusCode.UNSET },
    attributes,
    links: [],
    events: [],
    ended: true,
    resource: input.kept,
    instrumentationScope: { name: DISTRO.name, version: DISTRO.version },
    droppedAttributesCount: sum(
      span.droppedAttributesCount,
      dropped,
      place === 'span' ? input.droppedBefore : 0,
    ),
    droppedEventsCount: sum(span.droppedEventsCount, events.length),
    droppedLinksCount: sum(span.droppedLinksCount, links.length),
  };
}

interface Picked {
  readonly kept: Attributes;
  readonly dropped: number;
}

function pick(attributes: Attributes, place: AttributePlace, declared: Declared): Picked {
  const kept: Attributes = {};
  let dropped = 0;
  for (const [key, given] of Object.entries(attributes)) {
    const definition = CATALOG.get(key) ?? declared.attributes[key];
    // Copied before it is looked at, so that what was looked at is what is kept.
    const value = Array.isArray(given) ? [...given] : given;
    if (definition?.on.includes(place) && isOfType(value, definition, declared.isDeclared)) kept[key] = value;
    else dropped += 1;
  }
  return { kept, dropped };
}

/** Built from two attributes that are themselves filtered, so that a name cannot carry what they may not. */
function commandName({ attributes }: ReadableSpan, { resource, isDeclared }: FilterInput): string {
  const host = String(resource['service.name']);
  const command = String(attributes['cli.command']);
  const hostPart = isDeclared('host', host) ? host : OTHER_NAME;
  return isDeclared('command', command) ? spanName(hostPart, command) : hostPart;
}

function stepName({ name }: ReadableSpan, isDeclared: IsDeclared): string {
  return isPlaceholder(name) || isDeclared('step', name) ? name : OTHER_NAME;
}

function plainContext(span: ReadableSpan): Pick<ReadableSpan, 'spanContext' | 'parentSpanContext'> {
  const { traceId, spanId, traceFlags } = span.spanContext();
  const parent = span.parentSpanContext;
  const flags = traceFlags & SAMPLED;
  return {
    spanContext: () => ({ traceId, spanId, traceFlags: flags }),
    ...(parent && { parentSpanContext: { traceId, spanId: parent.spanId, traceFlags: flags } }),
  };
}

/** The one flag that the W3C's trace context gives a meaning that the spool's spans share. */
const SAMPLED = 1;

/** Whoever generates ids could put words into them, and a serialiser make anything of a time that is none. */
function isWellFormed(span: ReadableSpan): boolean {
  const { traceId, spanId } = span.spanContext();
  const parent = span.parentSpanContext;
  return (
    TRACE_ID.test(traceId) &&
    SPAN_ID.test(spanId) &&
    (parent === undefined || SPAN_ID.test(parent.spanId)) &&
    [span.startTime, span.endTime].every(isTime)
  );
}

const TRACE_ID = /^[0-9a-f]{32}$/;
const SPAN_ID = /^[0-9a-f]{16}$/;
const NANOSECONDS = 1_000_000_000;

function isTime([seconds, nanoseconds]: HrTime): boolean {
  return (
    [seconds, nanoseconds].every((part) => Number.isSafeInteger(part) && part >= 0) &&
    nanoseconds < NANOSECONDS
  );
}

function sum(...counts: readonly number[]): number {
  return counts.reduce((total, count) => total + (Number.isSafeInteger(count) && count > 0 ? count : 0), 0);
}
