import { availableParallelism } from 'node:os';
import type { Path } from './paths.ts';
import { runPlanted, type Planted, type PlantedResult } from './run-planted.ts';

/** Runs the paths, as many at once as there are processors. */
export async function runAll(
  planted: Planted,
  paths: readonly Path[],
  onReady: () => void = () => undefined,
): Promise<Map<Path, PlantedResult>> {
  const results = new Map<Path, PlantedResult>();
  const queue = [...paths];
  const work = async (): Promise<void> => {
    for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
      const { fixture, ending, signal } = path;
      const args = path.args(planted.canaries.secret);
      const run = { fixture, args, ending, onReady, ...(signal && { signal }) };
      results.set(path, await runPlanted(planted, run));
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return results;
}
