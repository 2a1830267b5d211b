/** A median and the interval in which the true one lies with about 95 % confidence. */
export interface MedianEstimate {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** The value below which the given share of the samples lies, interpolated between neighbours. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const position = (sorted.length - 1) * share;
  const below = sorted[Math.floor(position)] ?? Number.NaN;
  const above = sorted[Math.ceil(position)] ?? Number.NaN;
  return below + (above - below) * (position - Math.floor(position));
}

/** The middle of the samples. */
export function median(samples: readonly number[]): number {
  return quantile(samples, 0.5);
}

/** The differences of two lists of samples that were taken in pairs. */
export function pairedDifferences(samples: readonly number[], baseline: readonly number[]): number[] {
  return samples.map((sample, index) => sample - (baseline[index] ?? Number.NaN));
}

/**
 * The median with the order statistics around it, which assume nothing about the distribution: 0.98 is half of the
 * 1.96 standard deviations of a binomial count. Few samples have no better interval than their extremes.
 */
export function estimateMedian(samples: readonly number[]): MedianEstimate {
  const sorted = samples.toSorted((a, b) => a - b);
  const count = sorted.length;
  const rank = Math.max(1, Math.floor(count / 2 - 0.98 * Math.sqrt(count)));
  return {
    median: median(sorted),
    low: sorted[rank - 1] ?? Number.NaN,
    high: sorted[count - rank] ?? Number.NaN,
  };
}
