import { compare, judge, judgeValue, type Budget, type Mark } from './budget.ts';
import type { BenchCase } from './cases.ts';
import type { Samples } from './measure.ts';
import { median, quantile, type MedianEstimate } from './statistics.ts';

/** What was measured of one case, in milliseconds. */
export interface CaseResult {
  readonly name: string;
  readonly samples: readonly number[];
  readonly median: number;
  readonly min: number;
  readonly p90: number;
  readonly overhead?: MedianEstimate;
  /** The fastest run less the fastest of the baseline: what remains when the machine is busy with other things. */
  readonly overheadOfMinima?: number;
  readonly limits?: { readonly holdMs: number; readonly aimMs: number };
  readonly sameAs?: MedianEstimate & { readonly name: string };
  readonly mark?: Mark;
}

/** How many times one overhead is another. */
export interface RatioResult {
  readonly of: string;
  readonly to: string;
  readonly ofMedians: number;
  readonly ofMinima: number;
  readonly hold: number;
  readonly aim: number;
  readonly mark: Mark;
}

/** Computes the results of each case of one measurement. */
export function describeSamples(samples: Samples): CaseResult[] {
  return [...samples.keys()].map((benchCase) => describeCase(samples, benchCase));
}

/** Computes how many times the overhead of one case is that of another. */
export function describeRatio(
  of: CaseResult,
  to: CaseResult,
  limits: { hold: number; aim: number },
): RatioResult {
  const ofMedians = (of.overhead?.median ?? Number.NaN) / (to.overhead?.median ?? Number.NaN);
  const ofMinima = (of.overheadOfMinima ?? Number.NaN) / (to.overheadOfMinima ?? Number.NaN);
  const mark = judgeValue({ hold: ofMedians >= limits.hold, aim: ofMedians >= limits.aim });
  return { of: of.name, to: to.name, ofMedians, ofMinima, ...limits, mark };
}

function describeCase(samples: Samples, benchCase: BenchCase): CaseResult {
  const own = samples.get(benchCase) ?? [];
  const mark = judge(samples, benchCase);
  return {
    name: benchCase.name,
    samples: own,
    median: median(own),
    min: Math.min(...own),
    p90: quantile(own, 0.9),
    ...(benchCase.baseline && describeOverhead(samples, benchCase, benchCase.baseline)),
    ...(benchCase.budget && describeBudget(samples, benchCase, benchCase.budget)),
    ...(mark && { mark }),
  };
}

function describeOverhead(
  samples: Samples,
  benchCase: BenchCase,
  baseline: BenchCase,
): Required<Pick<CaseResult, 'overhead' | 'overheadOfMinima'>> {
  const fastest = (of: BenchCase): number => Math.min(...(samples.get(of) ?? []));
  return {
    overhead: compare(samples, benchCase, baseline),
    overheadOfMinima: fastest(benchCase) - fastest(baseline),
  };
}

function describeBudget(
  samples: Samples,
  benchCase: BenchCase,
  budget: Budget,
): Pick<CaseResult, 'limits' | 'sameAs'> {
  if (budget.kind === 'overhead') return { limits: { holdMs: budget.holdMs, aimMs: budget.aimMs } };
  return { sameAs: { name: budget.other.name, ...compare(samples, benchCase, budget.other) } };
}
