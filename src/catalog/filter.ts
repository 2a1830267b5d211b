import { SpanKind, type Attributes } from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import { isOfType, type IsDeclared } from './attribute-type.ts';
import { CATALOG, type AttributePlace } from './catalog.ts';
import { isPlaceholder, spanName } from './command-name.ts';

/** Spans as the catalog lets them through, and how many attributes it did not. */
export interface Filtered {
  readonly spans: readonly ReadableSpan[];
  readonly droppedAttributes: number;
}

/** The finished spans of one command, what they are to say about their place, and which names were declared. */
export interface FilterInput {
  readonly spans: readonly ReadableSpan[];
  readonly resource: Attributes;
  readonly isDeclared: IsDeclared;
}

/**
 * Lets through what the catalog knows and nothing else: the only way from a span to the spool. Events, links, trace
 * state and the status description have no place in the catalog and are always removed.
 */
export function filterSpans({ spans, resource: unfiltered, isDeclared }: FilterInput): Filtered {
  let droppedAttributes = 0;
  const filter = (attributes: Attributes, place: AttributePlace): Attributes => {
    const kept = pick(attributes, place, isDeclared);
    droppedAttributes += Object.keys(attributes).length - Object.keys(kept).length;
    return kept;
  };
  const resource = resourceFromAttributes(filter(unfiltered, 'resource'));
  const filtered = spans.map((span): ReadableSpan => {
    const place = span.parentSpanContext === undefined ? 'span' : 'step';
    return {
      ...plainContext(span),
      name: place === 'span' ? commandName(span, unfiltered, isDeclared) : stepName(span, isDeclared),
      kind: SpanKind.INTERNAL,
      startTime: span.startTime,
      endTime: span.endTime,
      duration: span.duration,
      status: { code: span.status.code },
      attributes: filter(span.attributes, place),
      links: [],
      events: [],
      ended: true,
      resource,
      instrumentationScope: span.instrumentationScope,
      droppedAttributesCount: 0,
      droppedEventsCount: 0,
      droppedLinksCount: 0,
    };
  });
  return { spans: filtered, droppedAttributes };
}

function pick(attributes: Attributes, place: AttributePlace, isDeclared: IsDeclared): Attributes {
  const kept: Attributes = {};
  for (const [key, value] of Object.entries(attributes)) {
    const definition = CATALOG.get(key);
    if (definition?.on.includes(place) && isOfType(value, definition, isDeclared)) kept[key] = value;
  }
  return kept;
}

/** Built from two attributes that are themselves filtered, so that a name cannot carry what they may not. */
function commandName({ attributes }: ReadableSpan, resource: Attributes, isDeclared: IsDeclared): string {
  const host = String(resource['service.name']);
  const command = String(attributes['cli.command']);
  const hostPart = isDeclared('host', host) ? host : '(other)';
  return isDeclared('command', command) ? spanName(hostPart, command) : hostPart;
}

function stepName({ name }: ReadableSpan, isDeclared: IsDeclared): string {
  return isPlaceholder(name) || isDeclared('step', name) ? name : '(other)';
}

function plainContext(span: ReadableSpan): Pick<ReadableSpan, 'spanContext' | 'parentSpanContext'> {
  const { traceId, spanId, traceFlags } = span.spanContext();
  const parent = span.parentSpanContext;
  return {
    spanContext: () => ({ traceId, spanId, traceFlags }),
    ...(parent && {
      parentSpanContext: { traceId, spanId: parent.spanId, traceFlags: parent.traceFlags },
    }),
  };
}
