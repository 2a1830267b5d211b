import * as fc from 'fast-check';
import { anyStep, often } from './any-step.ts';
import { realScenes, scenes } from './scenes.ts';
import type { History, VendorChoices } from './step.ts';

/** Which histories are wanted. */
export interface HistoryOptions {
  readonly maxSteps: number;
  /** Leaves out what only a simulated machine can do: other days, senders that stand still, collectors of users. */
  readonly isReal?: boolean;
}

/** Any history: single steps, and scenes among them. */
export function anyHistory({ maxSteps, isReal = false }: HistoryOptions): fc.Arbitrary<History> {
  const single = anyStep(isReal).map((step) => [step]);
  const some = fc.oneof(
    { weight: 2, arbitrary: single },
    { weight: 1, arbitrary: isReal ? realScenes() : scenes() },
  );
  return fc.record({
    vendor: vendors,
    begins: fc.constantFrom('fresh', 'told', 'told', 'enabled'),
    steps: fc
      .array(some, { minLength: 1, maxLength: Math.ceil(maxSteps * 0.75), size: 'max' })
      .map((parts) => parts.flat().slice(0, maxSteps)),
  });
}

const vendors: fc.Arbitrary<VendorChoices> = fc
  .record({
    mode: often<VendorChoices['mode']>('opt-out', 'opt-in'),
    isTold: fc.oneof(
      { weight: 3, arbitrary: fc.constant(false) },
      { weight: 2, arbitrary: fc.constant(true) },
    ),
    ci: fc.constantFrom('ignore', 'record'),
    identity: fc.constantFrom('rotating', 'rotating', 'stable', 'none'),
  })
  .map(({ mode, isTold, ci, identity }) => ({
    mode,
    identity,
    distribution: 'default',
    ci: isTold ? ci : 'ignore',
    notice: isTold ? { version: 1, elsewhere: 'https://acme.example/telemetry' } : { version: 1 },
  }));
