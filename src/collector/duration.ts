const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;

/** Writes a duration for people: `<1 ms`, `12 ms`, `1.2 s`, `3 min 4 s`, `2 h 5 min`. */
export function formatDuration(durationMs: number): string {
  if (durationMs > 0 && durationMs < 1) return '<1 ms';
  // Each step is chosen after rounding, so that 999.6 ms becomes 1.0 s and not 1000 ms.
  const milliseconds = Math.round(durationMs);
  if (milliseconds < SECOND_MS) return `${milliseconds} ms`;
  const tenths = Math.round(durationMs / 100);
  if (tenths < 600) return `${(tenths / 10).toFixed(1)} s`;
  const seconds = Math.round(durationMs / SECOND_MS);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  const minutes = Math.round(durationMs / MINUTE_MS);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
