import { decide, type Decision } from '../consent/decide.ts';
import type { Reading } from '../consent/reading.ts';
import { readSources } from '../consent/sources.ts';
import type { VerbContext } from './verb-context.ts';

/** Every source of consent, asked at one moment, and the decision that they come to. */
export interface AllReadings {
  readonly spoken: readonly Reading[];
  readonly unspoken: readonly Reading[];
  readonly decision: Decision;
}

/** Asks every source, also those that a command need not ask because another one has decided. */
export function readAll(context: VerbContext): AllReadings {
  const sources = readSources(context);
  const spoken = [...sources.spoken];
  const unspoken = [...sources.unspoken];
  return { spoken, unspoken, decision: decide({ spoken, unspoken }) };
}
