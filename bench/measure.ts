import { spawnSync } from 'node:child_process';
import type { BenchCase } from './cases.ts';

/** The samples of each case in milliseconds; those of the same index were taken in the same round. */
export type Samples = ReadonlyMap<BenchCase, readonly number[]>;

/** A host that takes longer hangs. */
const TIMEOUT_MS = 60_000;

/**
 * Measures all cases once per round, in another order each time, so that whatever else the machine does meets all of
 * them alike. The first round is for the caches of the file system and is thrown away.
 */
export async function measureRounds(cases: readonly BenchCase[], rounds: number): Promise<Samples> {
  const samples = new Map(cases.map((benchCase): [BenchCase, number[]] => [benchCase, []]));
  for (let round = -1; round < rounds; round += 1) {
    for (const benchCase of shuffle(cases)) {
      const ms = await measureOnce(benchCase);
      if (round >= 0) samples.get(benchCase)?.push(ms);
    }
  }
  return samples;
}

/** Runs a host to its end. @returns the wall time from before its spawn to its exit, in milliseconds. */
export function timeHost({ file, env, exitCode = 0 }: BenchCase['host']): number {
  const start = performance.now();
  const result = spawnSync(process.execPath, [file], { env, stdio: 'ignore', timeout: TIMEOUT_MS });
  const ms = performance.now() - start;
  if (result.error !== undefined) throw result.error;
  if (result.status !== exitCode) throw new Error(`${file} ended with ${result.status ?? result.signal}`);
  return ms;
}

async function measureOnce({ name, host, before, after }: BenchCase): Promise<number> {
  try {
    before?.();
    const ms = timeHost(host);
    await after?.();
    return ms;
  } catch (error) {
    throw new Error(`"${name}" could not be measured`, { cause: error });
  }
}

function shuffle<T>(items: readonly T[]): T[] {
  return items
    .map((item): [number, T] => [Math.random(), item])
    .toSorted(([a], [b]) => a - b)
    .map(([, item]) => item);
}
