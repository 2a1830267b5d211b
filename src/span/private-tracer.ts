import type { Attributes, HrTime, Tracer } from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { TracerProvider, type IdGenerator, type ReadableSpan } from '@opentelemetry/sdk-trace';
import { ConsentSampler } from '../consent/sampler.ts';
import { DISTRO } from '../distro.ts';
import { processClock } from './process-clock.ts';

/** What makes the spans of one command. */
export interface PrivateTracerOptions {
  readonly resource: Attributes;
  /** Asked at each span start. */
  readonly isGranted: () => boolean;
  /** Default: the SDK's random ids. */
  readonly idGenerator?: IdGenerator;
}

/** A tracer that nobody else sees, and the spans that it has ended so far, steps before their command. */
export interface PrivateTracer {
  readonly tracer: Tracer;
  readonly ended: readonly ReadableSpan[];
}

/**
 * Makes a tracer of a provider of its own, which is never registered and reads no environment: the user's
 * OpenTelemetry neither sees it nor steers it. Callers pass the parent context explicitly, because the default one is
 * the user's.
 */
export function createPrivateTracer({
  resource,
  isGranted,
  idGenerator,
}: PrivateTracerOptions): PrivateTracer {
  const ended: ReadableSpan[] = [];
  const provider = new TracerProvider({
    resource: resourceFromAttributes(resource),
    sampler: new ConsentSampler(isGranted),
    ...(idGenerator && { idGenerator }),
    spanProcessors: [
      {
        onStart: () => undefined,
        onEnd: (span) => ended.push(span),
        forceFlush: () => Promise.resolve(),
        shutdown: () => Promise.resolve(),
      },
    ],
  });
  return { tracer: provider.getTracer(DISTRO.name, DISTRO.version), ended };
}

/**
 * The time now on the process's own clock. The SDK's `end()` without a time reads `Date.now()` once a span has an
 * explicit start, and a step of the system clock then makes durations of hours.
 */
export function monotonicNow(): HrTime {
  return toHrTime(processClock.timeOrigin + processClock.now());
}

/** OTLP has room for the nanoseconds from 1970 until the year 2554; clocks and files may say anything. */
const MAX_MS = 18_446_744_072_999;

/** Milliseconds since the epoch as seconds and nanoseconds, which the SDK takes as they are. */
export function toHrTime(givenMs: number): HrTime {
  const ms = Math.min(Math.max(givenMs, 0), MAX_MS);
  const seconds = Math.floor(ms / 1000);
  return [seconds, Math.floor((ms - seconds * 1000) * 1_000_000)];
}
