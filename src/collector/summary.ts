import type { AttributeValue, Attributes, ReceivedSpan } from './spans.ts';

const NANOS_PER_MS = 1_000_000n;
const STATUS_ERROR = 2;

/** Holds what people want to know of a span; texts are as they came, not escaped. */
export interface SpanSummary {
  readonly start: Date;
  readonly service: string | undefined;
  readonly version: string | undefined;
  /** `cli.command`. */
  readonly command: string | undefined;
  /** `cli.outcome`, or `failure` and `success` after the status of a span that has none. */
  readonly outcome: string;
  /** `process.exit.code`. */
  readonly exitCode: number | undefined;
  /** 0 when the span ended before it started. */
  readonly durationMs: number;
  /** `error.type`. */
  readonly error: string | undefined;
  /** `cli.failure.dependency`. */
  readonly dependency: string | undefined;
}

/** Picks from a span what its line shows. */
export function summarizeSpan(span: ReceivedSpan): SpanSummary {
  const { attributes, resource } = span;
  const exitCode = attributes['process.exit.code'];
  return {
    start: new Date(Number(BigInt(span.startTimeUnixNano) / NANOS_PER_MS)),
    service: readText(resource, 'service.name'),
    version: readText(resource, 'service.version'),
    command: readText(attributes, 'cli.command'),
    outcome:
      readText(attributes, 'cli.outcome') ?? (span.status.code === STATUS_ERROR ? 'failure' : 'success'),
    exitCode: typeof exitCode === 'number' ? exitCode : undefined,
    durationMs: readDuration(span),
    error: readText(attributes, 'error.type'),
    dependency: readText(attributes, 'cli.failure.dependency'),
  };
}

function readText(attributes: Attributes, name: string): string | undefined {
  const value: AttributeValue | undefined = attributes[name];
  if (value === undefined || value === null || value === '') return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function readDuration({ startTimeUnixNano, endTimeUnixNano }: ReceivedSpan): number {
  const nanos = BigInt(endTimeUnixNano) - BigInt(startTimeUnixNano);
  return nanos > 0n ? Number(nanos) / Number(NANOS_PER_MS) : 0;
}
