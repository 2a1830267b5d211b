import type { ReceivedSpan } from './spans.ts';

/** Bounds the indentation: a chain of 100,000 spans would print gigabytes of it. Deeper spans stay at this depth. */
const MAX_DEPTH = 32;
const INDENT_WIDTH = 3;

/** Places one span in a tree. */
export interface TreeRow {
  readonly span: ReceivedSpan;
  /** What to draw before the name, such as `│  └─ `; empty for a root. */
  readonly branch: string;
}

/**
 * Arranges the spans of one request as trees: each under its parent, siblings in the order of their start. A span is a
 * root when its parent is missing or belongs to another program. Every span comes out once.
 */
export function arrangeTree(spans: readonly ReceivedSpan[]): TreeRow[] {
  const parents = findParents(spans);
  const children = groupChildren(parents);
  const rows: TreeRow[] = [];
  const seen = new Set<ReceivedSpan>();
  const roots = spans.filter((span) => !parents.has(span));
  // The second round finds only spans that are their own ancestors, which no root leads to.
  for (const root of [...roots, ...spans]) {
    if (!seen.has(root)) walk(root, children, { rows, seen });
  }
  return rows;
}

function findParents(spans: readonly ReceivedSpan[]): Map<ReceivedSpan, ReceivedSpan> {
  const byId = new Map(spans.map((span) => [`${span.traceId}/${span.spanId}`, span]));
  const parents = new Map<ReceivedSpan, ReceivedSpan>();
  for (const span of spans) {
    const parent = byId.get(`${span.traceId}/${span.parentSpanId}`);
    if (parent !== undefined && isSameProgram(parent, span)) parents.set(span, parent);
  }
  return parents;
}

function isSameProgram(one: ReceivedSpan, other: ReceivedSpan): boolean {
  return one.resource['service.name'] === other.resource['service.name'];
}

function groupChildren(parents: Map<ReceivedSpan, ReceivedSpan>): Map<ReceivedSpan, ReceivedSpan[]> {
  const children = new Map<ReceivedSpan, ReceivedSpan[]>();
  for (const [child, parent] of parents) {
    const siblings = children.get(parent);
    if (siblings === undefined) children.set(parent, [child]);
    else siblings.push(child);
  }
  for (const siblings of children.values()) siblings.sort(byStart);
  return children;
}

function byStart(one: ReceivedSpan, other: ReceivedSpan): number {
  const nanos = BigInt(one.startTimeUnixNano) - BigInt(other.startTimeUnixNano);
  if (nanos === 0n) return 0;
  return nanos < 0n ? -1 : 1;
}

interface Step extends TreeRow {
  readonly indent: string;
}

// A stack of its own instead of recursion: the depth is up to the sender.
function walk(
  root: ReceivedSpan,
  children: Map<ReceivedSpan, ReceivedSpan[]>,
  { rows, seen }: { rows: TreeRow[]; seen: Set<ReceivedSpan> },
): void {
  const stack: Step[] = [{ span: root, branch: '', indent: '' }];
  for (let step = stack.pop(); step !== undefined; step = stack.pop()) {
    seen.add(step.span);
    rows.push({ span: step.span, branch: step.branch });
    const steps = (children.get(step.span) ?? []).filter((child) => !seen.has(child));
    // Not push(...all): as many arguments as a request can hold spans would overflow the call stack.
    for (const next of indentSteps(steps, step.indent).toReversed()) stack.push(next);
  }
}

function indentSteps(spans: readonly ReceivedSpan[], indent: string): Step[] {
  const atLimit = indent.length >= MAX_DEPTH * INDENT_WIDTH;
  return spans.map((span, index) => {
    const last = index === spans.length - 1;
    const branch = `${indent}${last ? '└─ ' : '├─ '}`;
    return { span, branch, indent: atLimit ? indent : `${indent}${last ? '   ' : '│  '}` };
  });
}
