import type { HrTime } from '@opentelemetry/api';
import { processClock } from './process-clock.ts';

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
