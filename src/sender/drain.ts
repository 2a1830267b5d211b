import { hasLateNo } from '../consent/consent.ts';
import { fs, path } from '../disk/builtin.ts';
import { isOwnFolder } from '../disk/own-folder.ts';
import { makeBatches, type Batch } from '../spool/batches.ts';
import { claimPending, listClaims, removeIfEmpty, type SpoolFile } from '../spool/claims.ts';
import { addCounts, type DropReason } from '../spool/counts.ts';
import { writeLastSend, type LastSend } from '../spool/last-send.ts';
import type { SpoolLayout } from '../spool/layout.ts';
import type { RecordOfJournal } from '../spool/killed.ts';
import { readSchedule, writeSchedule } from '../spool/schedule.ts';
import type { SendRequest } from '../spool/send-request.ts';
import { openSentLog, type SentLog } from '../spool/sent-log.ts';
import { listFinished } from '../spool/waiting.ts';
import { nextSchedule } from './back-off.ts';
import { post, type PostResult } from './post.ts';
import { reapDead } from './reap.ts';
import { trimFiles } from '../spool/trim.ts';
import { judge, type Verdict } from './verdict.ts';

/** What one sender works with. */
export interface DrainInput {
  readonly request: SendRequest;
  readonly layout: SpoolLayout;
  readonly now: () => number;
  readonly makeRecord: RecordOfJournal;
}

/**
 * Does the work of one sender that holds the lock: housekeeping always, and, unless in back-off, posting what waits
 * until it is gone, the collector is away, or a no has come.
 */
export async function drain(input: DrainInput): Promise<void> {
  const { request, layout, now } = input;
  if (isRefused(input)) return;
  addDropped(layout, 'corrupt', reapDead(layout, now(), input.makeRecord));
  claimPending(layout);
  const { kept, dropped } = trimFiles(listFinished(layout), request.bounds, now());
  if (Object.keys(dropped).length > 0) addCounts(layout, 0, dropped);
  const isInBackOff = now() < readSchedule(layout, now()).nextPost;
  const last = isInBackOff ? undefined : await sendAll(input, kept);
  if (last !== undefined) writeLastSend(layout, last);
  for (const claim of listClaims(layout)) removeIfEmpty(claim);
}

/** A no from a file, or a spool that is not the user's own any more. */
function isRefused({ request, layout }: DrainInput): boolean {
  return hasLateNo(request, undefined) || ![...request.ownFolders, layout.dir].every(isOwnFolder);
}

async function sendAll(input: DrainInput, files: readonly SpoolFile[]): Promise<LastSend | undefined> {
  const { layout, now } = input;
  const log = openSentLog(layout);
  let last: LastSend | undefined;
  const onCorrupt = (file: SpoolFile): void => {
    addDropped(layout, 'corrupt', 1);
    fs.rmSync(file.path, { force: true });
  };
  for (const batch of makeBatches(files, onCorrupt)) {
    const verdict = limitRejected(judge(await send(input, batch), now()), batch.spans);
    last = describe(verdict, { at: now(), before: last?.delivered ?? 0, spans: batch.spans });
    note(log, batch, { verdict, at: now() });
    settle(input, batch, verdict);
    if (endsSending(verdict)) break;
  }
  return last;
}

/** A collector cannot have rejected more than it was sent, whatever it says. */
function limitRejected(verdict: Verdict, spans: number): Verdict {
  return verdict.kind === 'delivered'
    ? { kind: 'delivered', rejected: Math.min(verdict.rejected, spans) }
    : verdict;
}

/** A collector that is away, or wants silence, is not asked again with the next batch. */
function endsSending(verdict: Verdict): boolean {
  return (
    verdict.kind === 'keep' || verdict.kind === 'stop' || (verdict.kind === 'drop' && verdict.waitMs > 0)
  );
}

async function send(input: DrainInput, batch: Batch): Promise<PostResult> {
  const { url, headers, userAgent, deadlineMs } = input.request;
  const stillClaimed = (): boolean => batch.files.every((file) => fs.existsSync(path.dirname(file.path)));
  const maySend = (): boolean => !isRefused(input) && stillClaimed();
  // Even a connection without a body would tell the collector that somebody is there.
  if (!maySend()) return { kind: 'stopped' };
  const result = await post({
    url,
    headers,
    userAgent,
    body: batch.body,
    maySend,
    timeoutMs: deadlineMs / 3,
  });
  // What a no has deleted meanwhile is neither counted nor noted: the spool may be another one by now.
  return stillClaimed() ? result : { kind: 'stopped' };
}

const LOGGED_AS = { delivered: 'delivered', keep: 'kept', drop: 'refused' } as const;

/** Notes first and removes then, so that nothing is sent that the log has not seen. */
function note(log: SentLog, { files, spans, records }: Batch, { verdict, at }: Judged): void {
  const [oldest] = files;
  if (verdict.kind === 'stop' || oldest === undefined) return;
  const result = LOGGED_AS[verdict.kind];
  const rejected = verdict.kind === 'delivered' && verdict.rejected > 0;
  const why = rejected
    ? `${verdict.rejected} rejected by the collector`
    : 'why' in verdict
      ? verdict.why
      : '';
  const request = { at, since: at, attempts: 1, result, why, spans, carried: records.length };
  log.add({ ...request, records: verdict.kind === 'keep' ? [] : records }, path.dirname(oldest.path));
}

interface Judged {
  readonly verdict: Verdict;
  readonly at: number;
}

/** Counts first and removes then: a sender that dies in between delivers twice, and loses nothing. */
function settle({ request, layout, now }: DrainInput, batch: Batch, verdict: Verdict): void {
  if (verdict.kind === 'stop') return;
  if (verdict.kind === 'delivered') {
    const { rejected } = verdict;
    addCounts(layout, batch.spans - rejected, rejected > 0 ? { 'rejected-by-collector': rejected } : {});
  }
  if (verdict.kind === 'drop') addDropped(layout, 'refused-by-collector', batch.spans);
  if (verdict.kind !== 'keep') for (const file of batch.files) fs.rmSync(file.path, { force: true });
  const askedMs = verdict.kind === 'delivered' ? 0 : verdict.waitMs;
  const previous = readSchedule(layout, now());
  const { backoffMs } = request;
  const failed = verdict.kind === 'keep';
  writeSchedule(
    layout,
    nextSchedule({ previous, now: now(), backoffMs, askedMs, failed, random: Math.random() }),
  );
}

const RESULT_OF = { delivered: 'delivered', keep: 'kept', drop: 'dropped', stop: 'stopped' } as const;

function describe(
  verdict: Verdict,
  { at, before, spans }: { readonly at: number; readonly before: number; readonly spans: number },
): LastSend {
  const delivered = verdict.kind === 'delivered' ? before + spans - verdict.rejected : before;
  const why = 'why' in verdict ? verdict.why : '';
  return { at, result: RESULT_OF[verdict.kind], why, delivered };
}

function addDropped(layout: SpoolLayout, reason: DropReason, spans: number): void {
  if (spans > 0) addCounts(layout, 0, { [reason]: spans });
}
