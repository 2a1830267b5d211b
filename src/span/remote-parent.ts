import { ROOT_CONTEXT, trace, type Context, type SpanContext } from '@opentelemetry/api';

/** The ids of a span. */
export type SpanIds = Pick<SpanContext, 'traceId' | 'spanId'>;

/** A context in which the spans begin that are children of a span in another process; of none, in a new trace. */
export function remoteParent(parent: (SpanIds & Partial<SpanContext>) | undefined): Context {
  if (parent === undefined) return ROOT_CONTEXT;
  return trace.setSpanContext(ROOT_CONTEXT, { traceFlags: 1, ...parent, isRemote: true });
}
