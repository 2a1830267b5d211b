const OWN = new WeakSet<object>();

/** Remembers a span that an instrumentation of ours has made. */
export function noteOwnSpan<Span extends object>(span: Span): Span {
  OWN.add(span);
  return span;
}

/**
 * Says whether an instrumentation of ours has made the span. Its names were held against all that is declared, what
 * adapters found in a framework's tree included, of which a processor never hears.
 */
export function isOwnSpan(span: object): boolean {
  return OWN.has(span);
}
