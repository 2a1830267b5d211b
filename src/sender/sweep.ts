import { fs, path } from '../disk/builtin.ts';
import { isOwnFolder } from '../disk/own-folder.ts';
import { addCounts } from '../spool/counts.ts';
import type { RecordOfJournal } from '../spool/killed.ts';
import { spoolLayout, type SpoolLayout } from '../spool/layout.ts';
import { releaseLock, takeLock } from '../spool/lock.ts';
import type { SendRequest } from '../spool/send-request.ts';
import { listFinished } from '../spool/waiting.ts';
import { reapDead } from './reap.ts';
import { trimFiles } from '../spool/trim.ts';

/**
 * Holds the other spools of the host to their bounds: those of an endpoint that the vendor has left, or that the user
 * named for a few runs, may never see a sender of their own again.
 */
export function sweepSiblings(request: SendRequest, now: number, makeRecord: RecordOfJournal): void {
  const { spoolDir, deadlineMs } = request;
  const parent = path.dirname(spoolDir);
  for (const name of fs.readdirSync(parent)) {
    const dir = path.join(parent, name);
    if (dir === spoolDir || !isOwnFolder(dir)) continue;
    const layout = spoolLayout(dir);
    if (!takeLock(layout, deadlineMs * 2)) continue;
    try {
      reapInto(layout, now, makeRecord);
      trim(layout, request.bounds, now);
    } finally {
      releaseLock(layout);
    }
  }
}

function reapInto(layout: SpoolLayout, now: number, makeRecord: RecordOfJournal): void {
  const corrupt = reapDead(layout, now, makeRecord);
  if (corrupt > 0) addCounts(layout, 0, { corrupt });
}

function trim(layout: SpoolLayout, bounds: SendRequest['bounds'], now: number): void {
  const { dropped } = trimFiles(listFinished(layout), bounds, now);
  if (Object.keys(dropped).length > 0) addCounts(layout, 0, dropped);
}
