import type { BenchCase } from './cases.ts';
import type { Samples } from './measure.ts';
import { estimateMedian, pairedDifferences, type MedianEstimate } from './statistics.ts';

/** What the design demands of a case: an overhead, or to cost what another case costs. */
export type Budget =
  | { readonly kind: 'overhead'; readonly holdMs: number; readonly aimMs: number }
  | { readonly kind: 'same-as'; readonly other: BenchCase };

/** Whether a demand was met in this run. */
export type Mark = 'held' | 'held, aim reached' | 'missed';

/** What cannot be felt or told apart on any machine. */
const NOISE_MS = 0.5;

/** The median of the differences between a case and another one, round by round. */
export function compare(samples: Samples, benchCase: BenchCase, other: BenchCase): MedianEstimate {
  return estimateMedian(pairedDifferences(samples.get(benchCase) ?? [], samples.get(other) ?? []));
}

/**
 * Judges a case by its median. Being the same as another is missed only by what is surely slower: the lower end of
 * the confidence interval lies above the noise.
 */
export function judge(samples: Samples, benchCase: BenchCase): Mark | undefined {
  const { budget, baseline } = benchCase;
  if (budget?.kind === 'same-as') {
    return compare(samples, benchCase, budget.other).low <= NOISE_MS ? 'held' : 'missed';
  }
  if (budget === undefined || baseline === undefined) return undefined;
  const { median } = compare(samples, benchCase, baseline);
  return judgeValue({ hold: median <= budget.holdMs, aim: median <= budget.aimMs });
}

/** Puts two comparisons into one word. */
export function judgeValue({ hold, aim }: { readonly hold: boolean; readonly aim: boolean }): Mark {
  if (!hold) return 'missed';
  return aim ? 'held, aim reached' : 'held';
}
