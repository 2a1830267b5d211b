import type { CaseResult, RatioResult } from './results.ts';
import { AIM_BYTES, HOLD_BYTES, type Sizes } from './sizes.ts';

const COLUMNS = [
  'case',
  'runs',
  'median',
  'min',
  'p90',
  'overhead',
  '95 %',
  'of minima',
  'hold',
  'aim',
  'in this run',
];

/** Formats the cases as a table; all times in milliseconds. */
export function formatCases(results: readonly CaseResult[]): string {
  const rows = [COLUMNS, ...results.map(row)];
  const widths = COLUMNS.map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)));
  return rows.map((cells) => formatRow(cells, widths)).join('\n');
}

/** Formats a ratio as a sentence. */
export function formatRatio({ of, to, ofMedians, ofMinima, hold, aim, mark }: RatioResult): string {
  const times = `${ofMedians.toFixed(1)} times (${ofMinima.toFixed(1)} by minima)`;
  return `${of} costs ${times} what "${to}" costs; hold ${hold}, aim ${aim}: ${mark}`;
}

/** Formats the sizes: the package, and each bundle. */
export function formatSizes({ bundles, unpacked, files, mark }: Sizes): string {
  const limits = `hold ${kilobytes(HOLD_BYTES)}, aim ${kilobytes(AIM_BYTES)}`;
  const each = Object.entries(bundles).map(([name, bytes]) => `${name} ${bytes.toLocaleString('en')}`);
  return `package: ${kilobytes(unpacked)} unpacked in ${files} files; ${limits}: ${mark}\nbytes: ${each.join(', ')}`;
}

function row(result: CaseResult): string[] {
  const { overhead, overheadOfMinima, limits } = result;
  return [
    result.name,
    String(result.samples.length),
    result.median.toFixed(1),
    result.min.toFixed(1),
    result.p90.toFixed(1),
    overhead === undefined ? '' : signed(overhead.median),
    overhead === undefined ? '' : `${signed(overhead.low)} … ${signed(overhead.high)}`,
    overheadOfMinima === undefined ? '' : signed(overheadOfMinima),
    limits === undefined ? '' : signed(limits.holdMs),
    limits === undefined ? '' : signed(limits.aimMs),
    verdict(result),
  ];
}

function verdict({ sameAs, mark }: CaseResult): string {
  if (sameAs === undefined) return mark ?? '';
  const difference = `${signed(sameAs.median)} (${signed(sameAs.low)} … ${signed(sameAs.high)})`;
  return `${mark}: ${difference} against "${sameAs.name}"`;
}

/** Names on the left, numbers on the right, the verdict open-ended. */
function formatRow(cells: readonly string[], widths: readonly number[]): string {
  const last = cells.length - 1;
  return cells
    .map((cell, column) => {
      if (column === last) return cell;
      const width = widths[column] ?? 0;
      return column === 0 ? cell.padEnd(width) : cell.padStart(width);
    })
    .join('  ')
    .trimEnd();
}

function signed(ms: number): string {
  return `${ms < 0 ? '−' : '+'}${Math.abs(ms).toFixed(1)}`;
}

function kilobytes(bytes: number): string {
  return `${Math.round(bytes / 1000)} KB`;
}
