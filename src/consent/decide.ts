import type { Reading, Readings } from './reading.ts';

/** Whether to record, and the reading that decided. */
export interface Decision {
  readonly granted: boolean;
  /** `undefined` only when no source said anything, which is a no. */
  readonly reading: Reading | undefined;
}

/**
 * Decides: any no among the spoken readings beats every yes, a yes beats the defaults, and of the defaults the first
 * that says something decides. Pure; reads its input lazily and stops at the first no.
 */
export function decide(readings: Readings): Decision {
  let yes: Reading | undefined;
  for (const reading of readings.spoken) {
    if (reading.says === 'no') return { granted: false, reading };
    if (reading.says === 'yes') yes ??= reading;
  }
  return yes === undefined ? decideUnspoken(readings.unspoken) : { granted: true, reading: yes };
}

function decideUnspoken(readings: Iterable<Reading>): Decision {
  for (const reading of readings) {
    if (reading.says !== 'nothing') return { granted: reading.says === 'yes', reading };
  }
  return { granted: false, reading: undefined };
}
