import type { Span, Tracer } from '@opentelemetry/api';
import { DISTRO } from '../distro.ts';
import type { Provider } from './api-types.ts';
import { createLateSpan, type LateSpan } from './late-span.ts';
import { noteOwnSpan } from './own-spans.ts';

/** A tracer whose first span may begin before there is anything that makes spans. */
export interface LateTracer {
  readonly tracer: Tracer;
  readonly offer: (provider: Provider) => void;
}

/** What it asks, and whom it tells. */
export interface LateTracerInput {
  /** Asked before the first span is started. */
  readonly mayStart: () => boolean;
  readonly onError: (error: unknown) => void;
}

/**
 * Makes the tracer of an instrumentation. An SDK hands its provider to instrumentations before it is ready, and until
 * its start is over nothing of what that makes is recorded: so the span of the command, which is the first, is started
 * at the first moment in which it is a real one and somebody asks for it, with the time at which it began.
 */
export function createLateTracer({ mayStart, onError }: LateTracerInput): LateTracer {
  let provider: Provider | undefined;
  let first: LateSpan | undefined;
  const startSpan = (...args: Parameters<Tracer['startSpan']>): Span | undefined => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what a provider of any API 1.x gives
    const tracer = provider?.getTracer(DISTRO.name, DISTRO.version) as Tracer | undefined;
    const span = tracer?.startSpan(...args);
    return span && isReal(span) ? noteOwnSpan(span) : undefined;
  };
  const tryFirst = (start: () => Span | undefined): Span | 'refused' | undefined => {
    try {
      return provider === undefined || mayStart() ? start() : 'refused';
    } catch (error) {
      // A sampler or a processor of the host's that throws must not end the host's command.
      onError(error);
      return 'refused';
    }
  };
  const tracer: Pick<Tracer, 'startSpan'> = {
    startSpan: (...args) => {
      if (first === undefined) {
        first = createLateSpan(() => tryFirst(() => startSpan(...args)));
        return first.span;
      }
      const span = first.settle() && startSpan(...args);
      if (span === undefined) throw new Error('a step began before the SDK was started');
      return span;
    },
  };
  return {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- nothing else of a tracer is called
    tracer: tracer as Tracer,
    offer: (given) => {
      provider = given;
    },
  };
}

/** What is made before an SDK is there has no ids. */
function isReal(span: Span): boolean {
  return !/^0*$/.test(span.spanContext().traceId);
}
