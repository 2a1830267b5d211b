import * as fc from 'fast-check';
import { anyHistory, type HistoryOptions } from './any-history.ts';
import type { Coverage } from './coverage.ts';
import { describeHistory } from './describe.ts';
import { play } from './player.ts';
import { openProcessWorld } from './process-world.ts';
import { installSimulation, simulateWorld } from './simulated-world.ts';

import type { World } from './world.ts';

/** How many histories are played, and which. */
export interface PlayOptions {
  readonly histories: number;
  readonly seed: number;
  readonly coverage: Coverage;
}

/** Long enough for a yes, a record, a no, and what comes after it. */
const MAX_STEPS = 24;

/**
 * Plays random histories on simulated machines, until one breaks a promise.
 *
 * @returns the shortest history that was found to break it, with its seed; `undefined` when none did.
 */
export async function playHistories(options: PlayOptions): Promise<string | undefined> {
  const uninstall = installSimulation();
  try {
    return await playIn(() => Promise.resolve(simulateWorld()), { maxSteps: MAX_STEPS }, options);
  } finally {
    uninstall();
  }
}

/** Starting real processes takes its time. */
const MAX_REAL_STEPS = 14;

/**
 * Plays random histories with real programs and a collector on loopback, so that the simulation is held to what it
 * stands for.
 *
 * @returns the first history that broke a promise, with its seed; `undefined` when none did.
 */
export function playRealHistories(options: PlayOptions): Promise<string | undefined> {
  return playIn(openProcessWorld, { maxSteps: MAX_REAL_STEPS, isReal: true }, options);
}

async function playIn(
  openWorld: () => Promise<World>,
  wanted: HistoryOptions,
  { histories, seed, coverage }: PlayOptions,
): Promise<string | undefined> {
  const property = fc.asyncProperty(anyHistory(wanted), async (history) => {
    const world = await openWorld();
    try {
      await play(history, world, coverage);
    } finally {
      await world.close();
    }
  });
  const endOnFailure = wanted.isReal ?? false;
  const details = await fc.check(property, { numRuns: histories, seed, endOnFailure });
  if (!details.failed) return undefined;
  const [history] = details.counterexample ?? [];
  const why = details.errorInstance instanceof Error ? details.errorInstance.stack : '';
  const where = `seed ${seed}, history ${details.numRuns}, path ${details.counterexamplePath}`;
  return `${where}\n${history === undefined ? '' : describeHistory(history)}\n${why}`;
}
