import { REQUEST_HEAD, REQUEST_TAIL } from '../span/request.ts';
import { readSentLog, type SentRequest } from '../spool/sent-log.ts';
import { formatPayload } from '../terminal/format-payload.ts';
import { sayNotShown } from './own-sdk.ts';
import { payloadFormat } from './payload-format.ts';
import { findSpools } from './spools.ts';
import type { VerbContext } from './verb-context.ts';
import type { VerbFlags } from './verb-flags.ts';
import type { VerbPart, VerbResult } from './verb-list.ts';

/**
 * Prints what was sent lately, oldest first: the bodies exactly as they were posted before compression to stdout;
 * when, where to, and what came of it to stderr.
 */
export function log(context: VerbContext, flags: VerbFlags): VerbResult {
  const format = payloadFormat(flags);
  const parts = findSpools(context)
    .flatMap(({ url, layout }) => readSentLog(layout).map((request) => ({ url, request })))
    .toSorted((a, b) => a.request.at - b.request.at)
    .map(({ url, request }): VerbPart => ({
      stderr: describe(url, request),
      stdout: request.records.length === 0 ? '' : formatPayload(bodyOf(request), format),
    }));
  const nothing = parts.length === 0 && context.host.ownSdk !== 'alone' ? 'Nothing was sent lately.\n' : '';
  const stderr = nothing + sayNotShown(context.host, context.command);
  return { stdout: '', stderr, exitCode: 0, parts };
}

function bodyOf({ records }: SentRequest): string {
  return REQUEST_HEAD + records.join(',') + REQUEST_TAIL;
}

const WHAT = { delivered: 'delivered', refused: 'refused, and dropped', kept: 'kept for later' };

function describe(url: string, request: SentRequest): string {
  const { at, result, why, spans, carried, records, attempts, since } = request;
  const reason = why === '' ? '' : ` (${why})`;
  const again = attempts === 1 ? '' : `, the last of ${attempts} attempts since ${toTime(since)}`;
  const what = `${count(spans, 'span')} of ${count(carried, 'command')}`;
  const missing =
    result === 'kept' || records.length === carried
      ? ''
      : `  of these the log still has ${records.length === 0 ? 'none' : `the newest ${records.length}`}\n`;
  return `${toTime(at)} ${WHAT[result]}${reason}: ${what}, POST ${url}${again}\n${missing}`;
}

function toTime(ms: number): string {
  return new Date(ms).toISOString();
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
