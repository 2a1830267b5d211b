import type { Span, SpanContext } from '@opentelemetry/api';

/** A span that may be started later than it is used. */
export interface LateSpan {
  /** Remembers what it is told until it is started. */
  readonly span: Span;
  /** Starts it if that is possible now. The span itself, once there is one. */
  readonly settle: () => Span | undefined;
}

/**
 * Makes a span that is started at the first moment in which that is possible.
 *
 * @param start tries it: the span, `undefined` when it is too early, and `'refused'` when there must be none.
 */
export function createLateSpan(start: () => Span | 'refused' | undefined): LateSpan {
  const told: ((real: Span) => unknown)[] = [];
  let found: Span | undefined;
  let isOver = false;
  const settle = (): Span | undefined => {
    // Whoever hears of its start, a sampler or a processor, may ask for the current span and come here.
    if (isOver) return found;
    isOver = true;
    const started = start();
    isOver = started !== undefined;
    if (started === undefined || started === 'refused') return undefined;
    found = started;
    for (const tell of told.splice(0)) tell(started);
    return found;
  };
  const tellLater = (method: (typeof METHODS)[number]): Told => {
    return (...args) => {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- handed on as it came
      const tell = (real: Span): unknown => Reflect.apply(real[method] as Told, real, args);
      const real = settle();
      if (real !== undefined) tell(real);
      else if (!isOver) told.push(tell);
      return span;
    };
  };
  const spanContext = (): SpanContext => settle()?.spanContext() ?? INVALID;
  const isRecording = (): boolean => settle()?.isRecording() ?? !isOver;
  const methods = Object.fromEntries(METHODS.map((method) => [method, tellLater(method)]));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- all methods of a span are there
  const span = { ...methods, spanContext, isRecording } as unknown as Span;
  return { span, settle };
}

type Told = (...args: unknown[]) => unknown;

/** What a span can be told. */
const METHODS = [
  'addEvent',
  'addLink',
  'addLinks',
  'end',
  'recordException',
  'setAttribute',
  'setAttributes',
  'setStatus',
  'updateName',
] as const;

/** Whoever is given this as a parent has none. */
const INVALID: SpanContext = { traceId: '0'.repeat(32), spanId: '0'.repeat(16), traceFlags: 0 };
