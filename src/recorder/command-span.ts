import { SpanStatusCode, type Context, type Span, type Tracer } from '@opentelemetry/api';
import { spanName, UNKNOWN_COMMAND } from '../catalog/command-name.ts';
import { describeOutcome, type Ending } from '../span/outcome.ts';
import { processClock } from '../span/process-clock.ts';
import { monotonicNow, toHrTime } from '../span/time.ts';

/** Starts the span of a command, at the process's own start. */
export function startCommandSpan(host: string, tracer: Tracer, parent: Context): Span {
  const attributes = { 'process.executable.name': host, 'cli.command': UNKNOWN_COMMAND };
  const startTime = toHrTime(processClock.timeOrigin);
  return tracer.startSpan(spanName(host, UNKNOWN_COMMAND), { startTime, attributes }, parent);
}

/** Ends it now, with what is known of the end. */
export function endCommandSpan(span: Span, ending: Ending): void {
  const { isError, attributes } = describeOutcome(ending);
  span.setAttributes(attributes);
  if (isError) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end(monotonicNow());
}
