import { SpanKind, SpanStatusCode, type Attributes } from '@opentelemetry/api';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import { DISTRO } from '../distro.ts';
import { createResource } from '../span/resource.ts';
import { isOfType, type IsDeclared } from './attribute-type.ts';
import type { HostAttributes } from './host-attribute.ts';
import { CATALOG } from './catalog.ts';
import { isPlaceholder, OTHER_NAME, spanName } from './command-name.ts';
import type { AttributeEntry, AttributePlace } from './definition.ts';
import { isWellFormed, lookAt, type SeenSpan } from './seen-span.ts';

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
 * whose ids or times are not what OTLP has room for, or that cannot be read, is left out. Never throws.
 */
export function filterSpans(input: FilterInput): ReadableSpan[] {
  const { kept, dropped } = pick(input.resource, 'resource', input);
  const context: SpanContextOf = {
    ...input,
    kept: createResource(() => kept),
    host: kept['service.name'],
    droppedBefore: dropped + (input.droppedBefore ?? 0),
  };
  return input.spans.flatMap((span) => {
    const seen = lookAt(span);
    return seen !== undefined && isWellFormed(seen) ? [filterSpan(seen, context)] : [];
  });
}

type SpanContextOf = FilterInput & {
  readonly kept: ReadableSpan['resource'];
  readonly host: Attributes[string];
  readonly droppedBefore: number;
};

function filterSpan(span: SeenSpan, input: SpanContextOf): ReadableSpan {
  // A parent in another process, as in the trace of a build, does not make a command a step.
  const place = span.parentSpanId === undefined || span.isParentRemote ? 'span' : 'step';
  const { kept: attributes, dropped } = pick(span.attributes, place, input);
  const { startTime, endTime, duration } = span;
  return {
    ...contextOf(span),
    name: place === 'span' ? commandName(attributes, input) : stepName(span, input.isDeclared),
    kind: SpanKind.INTERNAL,
    startTime,
    endTime,
    duration,
    status: { code: span.status === SpanStatusCode.ERROR ? SpanStatusCode.ERROR : SpanStatusCode.UNSET },
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
    droppedEventsCount: sum(span.droppedEventsCount, span.events),
    droppedLinksCount: sum(span.droppedLinksCount, span.links),
  };
}

/** Attributes that may stand where they stand, and the number of those that may not. */
export interface Picked {
  readonly kept: Attributes;
  readonly dropped: number;
}

/** Lets through what the catalog and the host know of the attributes of one place. Never throws. */
export function pick(attributes: unknown, place: AttributePlace, declared: Declared): Picked {
  const kept: Attributes = {};
  let dropped = 0;
  for (const key of keysOf(attributes)) {
    const definition = definitionOf(key, declared);
    // What has no place here is not even read.
    const value = definition?.on.includes(place) ? readValue(attributes, key) : undefined;
    if (definition !== undefined && isOfType(value, definition, declared.isDeclared)) {
      kept[key] = value;
    } else dropped += 1;
  }
  return { kept, dropped };
}

function keysOf(attributes: unknown): string[] {
  try {
    return Object.keys(attributes ?? {});
  } catch {
    // A proxy that does not tell its keys has none that could be recorded.
    return [];
  }
}

/** Only own keys: `constructor` is declared by nobody. */
function definitionOf(key: string, { attributes }: Declared): AttributeEntry | undefined {
  return CATALOG.get(key) ?? (Object.hasOwn(attributes, key) ? attributes[key] : undefined);
}

/** No command has more flags; an array may say that it is longer than memory. */
const MAX_LIST = 1000;

/** Copies a value before it is looked at, so that what was looked at is what is kept. */
function readValue(attributes: unknown, key: string): unknown {
  try {
    const value: unknown = Reflect.get(Object(attributes), key);
    if (!Array.isArray(value)) return value;
    const { length } = value;
    return length > MAX_LIST ? undefined : Array.from({ length }, (_, index): unknown => value[index]);
  } catch {
    // What does not want to be read is of no type.
    return undefined;
  }
}

/** Built from two attributes that are themselves filtered, so that a name cannot carry what they may not. */
function commandName(attributes: Attributes, { host }: SpanContextOf): string {
  const command = attributes['cli.command'];
  const hostPart = typeof host === 'string' ? host : OTHER_NAME;
  return typeof command === 'string' ? spanName(hostPart, command) : hostPart;
}

function stepName({ name }: SeenSpan, isDeclared: IsDeclared): string {
  return typeof name === 'string' && (isPlaceholder(name) || isDeclared('step', name)) ? name : OTHER_NAME;
}

function contextOf(span: SeenSpan): Pick<ReadableSpan, 'spanContext' | 'parentSpanContext'> {
  const { traceId, spanId, parentSpanId, isParentRemote: isRemote, traceFlags } = span;
  return {
    spanContext: () => ({ traceId, spanId, traceFlags }),
    ...(parentSpanId !== undefined && {
      parentSpanContext: { traceId, spanId: parentSpanId, traceFlags, ...(isRemote && { isRemote }) },
    }),
  };
}

/** The counts of OTLP have 32 bits; a larger one makes a collector refuse the whole request. */
const MAX_COUNT = 2 ** 32 - 1;

function sum(...counts: readonly unknown[]): number {
  const total = counts.reduce<number>((sofar, count) => sofar + (isCount(count) ? count : 0), 0);
  return Math.min(total, MAX_COUNT);
}

function isCount(count: unknown): count is number {
  return Number.isSafeInteger(count) && Number(count) > 0;
}
