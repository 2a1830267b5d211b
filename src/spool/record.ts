import { parseObject, type JsonObject } from '../disk/json.ts';

/** The first line of every entry, and what later lines of the same entry replace. */
export interface EntryHeader {
  readonly v: 1;
  readonly pid: number;
  /** See `machineToken`. */
  readonly machine: string;
  readonly traceId: string;
  readonly spanId: string;
  /** The command span of the run that started this one, of the same trace. */
  readonly parentSpanId?: string;
  /** Start of the process, milliseconds since the epoch. */
  readonly startMs: number;
  readonly spanName: string;
  /** Without the installation id: that is added at the end. */
  readonly resource: Readonly<Record<string, unknown>>;
  /** Whether the record is to have the installation id. */
  readonly isIdentified: boolean;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** What a line after the first may replace. */
export type EntryUpdate = Pick<EntryHeader, 'spanName' | 'attributes'>;

/** One stored `ResourceSpans`, byte for byte, and how many spans it holds. */
export interface StoredRecord {
  readonly json: string;
  readonly spans: number;
}

/** Takes the finished record, its last line, out of an entry's text; `undefined` when it has none or is corrupt. */
export function parseRecord(text: string): StoredRecord | undefined {
  // A record that was cut off has no line end.
  if (!text.endsWith('\n')) return undefined;
  const json = text.slice(text.lastIndexOf('\n', text.length - 2) + 1, -1);
  const spans = countSpans(parseObject(json));
  return spans === undefined ? undefined : { json, spans };
}

/** Merges the lines of an entry that never finished; `undefined` when its first line is corrupt. */
export function parseHeader(text: string): EntryHeader | undefined {
  const [first, ...later] = text.split('\n').map(parseObject);
  if (first === undefined || !isHeader(first)) return undefined;
  return later.reduce<EntryHeader>((header, line) => mergeUpdate(header, line), first);
}

function countSpans(record: JsonObject | undefined): number | undefined {
  const scopes = record?.['scopeSpans'];
  if (!Array.isArray(scopes) || scopes.length === 0) return undefined;
  let count = 0;
  for (const scope of scopes as unknown[]) {
    const spans = isObject(scope) ? scope['spans'] : undefined;
    if (!Array.isArray(spans)) return undefined;
    count += spans.length;
  }
  return count;
}

function isHeader(line: JsonObject): line is JsonObject & EntryHeader {
  return (
    line['v'] === 1 &&
    Number.isSafeInteger(line['pid']) &&
    Number.isFinite(line['startMs']) &&
    [line['machine'], line['spanName']].every((value) => typeof value === 'string') &&
    hasIds(line) &&
    isObject(line['resource']) &&
    typeof line['isIdentified'] === 'boolean' &&
    isObject(line['attributes'])
  );
}

function hasIds({ traceId, spanId, parentSpanId }: JsonObject): boolean {
  return (
    isId(traceId, TRACE_ID) &&
    isId(spanId, SPAN_ID) &&
    (parentSpanId === undefined || isId(parentSpanId, SPAN_ID))
  );
}

/** All zeroes are invalid (W3C Trace Context), and a collector refuses a whole request because of them. */
const TRACE_ID = /^(?!0+$)[0-9a-f]{32}$/;
const SPAN_ID = /^(?!0+$)[0-9a-f]{16}$/;

function isId(value: unknown, pattern: RegExp): boolean {
  return typeof value === 'string' && pattern.test(value);
}

function mergeUpdate(header: EntryHeader, line: JsonObject | undefined): EntryHeader {
  const { spanName, attributes } = line ?? {};
  return typeof spanName === 'string' && isObject(attributes) ? { ...header, spanName, attributes } : header;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
