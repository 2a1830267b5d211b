import { styleText } from 'node:util';

import { formatDuration } from './duration.ts';
import { escapeText } from './escape.ts';
import { summarizeSpan } from './summary.ts';
import type { SpanSummary } from './summary.ts';
import type { TreeRow } from './tree.ts';

/** Columns are as wide as what is usual: lines come one by one, nobody knows the longest yet. */
const TIME_WIDTH = 8;
const SERVICE_WIDTH = 18;
const NAME_WIDTH = 32;
const OUTCOME_WIDTH = 9;
const EXIT_WIDTH = 8;
const DURATION_WIDTH = 11;
const GAP = '  ';

type Style = Parameters<typeof styleText>[0];
type Paint = (style: Style, text: string) => string;

const OUTCOME_STYLES: Readonly<Record<string, Style>> = {
  success: 'green',
  failure: 'red',
  cancelled: 'yellow',
  crashed: ['bold', 'red'],
  killed: ['bold', 'red'],
};

/** Creates the function that writes one span as a line for people, without the line's end. */
export function createLineFormatter(options: { readonly color: boolean }): (row: TreeRow) => string {
  // The caller has decided on colour; styleText would look at this process's own stdout and environment.
  const paint: Paint = (style, text) =>
    options.color && text !== '' ? styleText(style, text, { validateStream: false }) : text;
  return (row) => {
    const summary = summarizeSpan(row.span);
    const head = row.branch === '' ? formatRoot(row, summary, paint) : formatStep(row, paint);
    return [head, ...formatResult(summary, paint)].join(GAP);
  };
}

function formatRoot({ span }: TreeRow, { start, service, version }: SpanSummary, paint: Paint): string {
  const program = [service ?? 'unknown', version].filter((part) => part !== undefined).join(' ');
  return [
    paint('dim', start.toTimeString().slice(0, TIME_WIDTH)),
    paint('cyan', escapeText(program).padEnd(SERVICE_WIDTH)),
    paint('bold', escapeText(span.name).padEnd(NAME_WIDTH)),
  ].join(GAP);
}

function formatStep({ span, branch }: TreeRow, paint: Paint): string {
  const width = SERVICE_WIDTH + GAP.length + NAME_WIDTH - branch.length;
  return `${' '.repeat(TIME_WIDTH)}${GAP}${paint('dim', branch)}${escapeText(span.name).padEnd(width)}`;
}

function formatResult(summary: SpanSummary, paint: Paint): string[] {
  const { outcome, exitCode, durationMs, error, dependency } = summary;
  const style = Object.hasOwn(OUTCOME_STYLES, outcome) ? OUTCOME_STYLES[outcome] : undefined;
  const shown = escapeText(outcome).padEnd(OUTCOME_WIDTH);
  return [
    style === undefined ? shown : paint(style, shown),
    (exitCode === undefined ? '' : `exit ${exitCode}`).padEnd(EXIT_WIDTH),
    paint('dim', formatDuration(durationMs).padStart(DURATION_WIDTH)),
    ...(error === undefined ? [] : [paint('red', escapeText(error))]),
    ...(dependency === undefined ? [] : [paint('yellow', `needs ${escapeText(dependency)}`)]),
  ];
}
