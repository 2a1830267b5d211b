import { SpanStatusCode, type Context, type HrTime, type Span, type Tracer } from '@opentelemetry/api';
import { spanName, UNKNOWN_COMMAND } from '../catalog/command-name.ts';
import { describeOutcome, type Ending } from '../span/outcome.ts';
import { processClock } from '../span/process-clock.ts';
import { monotonicNow, toHrTime } from '../span/time.ts';

/** Where a command's span begins. */
export interface CommandStart {
  readonly parent: Context;
  /** Milliseconds since the epoch. Default: the process's own start. */
  readonly startMs?: number;
}

/** Starts the span of a command. */
export function startCommandSpan(
  host: string,
  tracer: Tracer,
  { parent, startMs = processClock.timeOrigin }: CommandStart,
): Span {
  const attributes = { 'process.executable.name': host, 'cli.command': UNKNOWN_COMMAND };
  const startTime = toHrTime(startMs);
  return tracer.startSpan(spanName(host, UNKNOWN_COMMAND), { startTime, attributes }, parent);
}

/**
 * Ends it with what is known of the end.
 *
 * @param endTime default: now.
 */
export function endCommandSpan(span: Span, ending: Ending, endTime: HrTime = monotonicNow()): void {
  const { isError, attributes } = describeOutcome(ending);
  span.setAttributes(attributes);
  if (isError) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end(endTime);
}
