import { variablesOfSurroundings, type Canaries } from './places.ts';
import { PATHS, SHOWN_PATHS, TO_THE_USER, TO_THE_VENDOR } from './ways.ts';

/** How much is looked for. */
export interface Count {
  readonly canaries: number;
  readonly paths: number;
  /** Canaries planted, summed over the paths. */
  readonly pairs: number;
  /** All three, as the README writes them. */
  readonly title: string;
}

/** Counts what is planted: everything in every path, except what would make a person's machine something else. */
export function countCanaries({ all }: Canaries): Count {
  const canaries = all.length;
  const paths = PATHS.length * 2 + SHOWN_PATHS.length;
  const left = [TO_THE_VENDOR, TO_THE_USER].filter(({ isSurrounded }) => !isSurrounded).length * PATHS.length;
  const pairs = canaries * paths - left * variablesOfSurroundings().length;
  const [one, two, three] = [canaries, paths, pairs].map((count) => count.toLocaleString('en-US'));
  return { canaries, paths, pairs, title: `${one} canaries × ${two} paths (${three} pairs)` };
}
