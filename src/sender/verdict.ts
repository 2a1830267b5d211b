import { parseObject } from '../disk/json.ts';
import { MAX_WAIT_MS } from '../spool/schedule.ts';
import type { PostResult } from './post.ts';

/** What to do with the records of a request. */
export type Verdict =
  /** They arrived; the collector says that it did not keep `rejected` of them, which must not be sent again. */
  | { readonly kind: 'delivered'; readonly rejected: number }
  /** The collector will never take them; `waitMs` asks for silence. */
  | { readonly kind: 'drop'; readonly why: string; readonly waitMs: number }
  /** They stay for a later sender. */
  | { readonly kind: 'keep'; readonly why: string; readonly waitMs: number }
  | { readonly kind: 'stop' };

/** The statuses that may be tried again (OTLP specification, "Retryable Response Codes"). */
const RETRYABLE = new Set([429, 502, 503, 504]);

/** A collector that says one of these wants no more of us for long. */
const UNWELCOME = new Set([403, 410]);

/** Judges what came of a request (OTLP specification, "OTLP/HTTP Response"). Pure. */
export function judge(result: PostResult, now: number): Verdict {
  if (result.kind === 'stopped') return { kind: 'stop' };
  if (result.kind === 'unreachable') return { kind: 'keep', why: result.code, waitMs: 0 };
  const { status } = result;
  const why = `HTTP ${status}`;
  if (status >= 200 && status < 300) return { kind: 'delivered', rejected: rejectedSpans(result.body) };
  // A redirect is a captive portal or a collector that moved: not delivered, and never followed.
  const isKept = RETRYABLE.has(status) || (status >= 300 && status < 400);
  if (isKept) return { kind: 'keep', why, waitMs: parseRetryAfter(result.retryAfter, now) };
  return { kind: 'drop', why, waitMs: UNWELCOME.has(status) ? MAX_WAIT_MS : 0 };
}

/** Reads `Retry-After`, seconds or a date (RFC 9110, 10.2.3), as milliseconds from now; 0 for what it cannot mean. */
export function parseRetryAfter(value: string | undefined, now: number): number {
  if (value === undefined) return 0;
  const ms = /^\d+$/.test(value.trim()) ? Number(value) * 1000 : Date.parse(value) - now;
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), MAX_WAIT_MS) : MAX_WAIT_MS * Number(ms > 0);
}

function rejectedSpans(body: string): number {
  const partial = parseObject(body)?.['partialSuccess'];
  const rejected =
    typeof partial === 'object' && partial !== null ? Reflect.get(partial, 'rejectedSpans') : 0;
  const count = Number(rejected);
  return Number.isSafeInteger(count) && count > 0 ? count : 0;
}
