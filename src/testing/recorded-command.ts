import type { Attributes, ReceivedSpan } from '../collector/spans.ts';

/** A step of a command, as it is sent. */
export interface RecordedStep {
  /** As it is declared in `steps`; `(other)` for any other. */
  readonly name: string;
  /** `'error'` where it failed. */
  readonly status: 'unset' | 'error';
  /** What is recorded of it. */
  readonly attributes: RecordedAttributes;
  /** From its start to its end, in milliseconds. */
  readonly durationMs: number;
  /** The steps within this one, in the order in which they began. */
  readonly steps: readonly RecordedStep[];
}

/** The one span of a command with its steps, as they are sent. */
export interface RecordedCommand extends RecordedStep {
  /** The program and its command: `acme deploy function`. */
  readonly name: string;
  /** `'error'` unless the exit code is 0. */
  readonly status: 'unset' | 'error';
  /** Program, machine and surroundings, and the host's own attributes that stand there. */
  readonly resource: RecordedAttributes;
}

/** Attributes by their keys; one that was not recorded is not there. */
export type RecordedAttributes = Attributes;

const NANOS_PER_MS = 1_000_000;
const STATUS_ERROR = 2;

/** Arranges received spans as commands with their steps as a tree. A step whose command did not come is left out. */
export function toCommands(spans: readonly ReceivedSpan[]): RecordedCommand[] {
  const inOrder = spans.toSorted(byStart);
  return spans.filter(isCommand).map((span) => ({ ...toStep(span, inOrder), resource: span.resource }));
}

/** Not by the parent: a command that another command has started has one too. */
function isCommand({ attributes }: ReceivedSpan): boolean {
  return attributes['cli.command'] !== undefined;
}

/** By their ids, which the tests within one process count, where a clock stands still. */
function byStart(one: ReceivedSpan, other: ReceivedSpan): number {
  return Number(startOf(one) - startOf(other)) || (one.spanId < other.spanId ? -1 : 1);
}

function toStep(span: ReceivedSpan, spans: readonly ReceivedSpan[]): RecordedStep {
  const { name, status, attributes, endTimeUnixNano } = span;
  return {
    name,
    status: status.code === STATUS_ERROR ? 'error' : 'unset',
    attributes,
    durationMs: Number(BigInt(endTimeUnixNano) - startOf(span)) / NANOS_PER_MS,
    steps: spans.filter((step) => isWithin(step, span)).map((step) => toStep(step, spans)),
  };
}

/** An id alone is not enough: who sends may use one twice. */
function isWithin(step: ReceivedSpan, span: ReceivedSpan): boolean {
  return step.parentSpanId === span.spanId && step.traceId === span.traceId && !isCommand(step);
}

function startOf({ startTimeUnixNano }: ReceivedSpan): bigint {
  return BigInt(startTimeUnixNano);
}
