import type { Context, Span } from '@opentelemetry/api';

/** Under this key every copy of OpenTelemetry's API 1.x keeps the span of a context. */
const SPAN_KEY = Symbol.for('OpenTelemetry Context Key SPAN');

/**
 * A context in which a span is the current one, made of another. Not with the API of ours: contexts come from
 * whichever copy of it the host has installed, and each makes new ones of its own kind.
 */
export function withSpan(context: Context, span: Span): Context {
  return context.setValue(SPAN_KEY, span);
}

/** The span that is the current one in a context. */
export function spanOf(context: Context | undefined): Span | undefined {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what the API keeps under its key
  return context?.getValue(SPAN_KEY) as Span | undefined;
}

/** A context with these values and no others; without any, a root, from which no trace is joined. */
export function createContext(values: ReadonlyMap<symbol, unknown> = new Map()): Context {
  return {
    getValue: (key) => values.get(key),
    setValue: (key, value) => createContext(new Map(values).set(key, value)),
    deleteValue: (key) => createContext(new Map([...values].filter(([kept]) => kept !== key))),
  };
}
