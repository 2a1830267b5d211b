import { fs } from '../disk/builtin.ts';
import type { SpoolFile } from './claims.ts';
import type { DropReason } from './counts.ts';
import { readRecord } from './waiting.ts';
import type { SpoolBounds } from './send-request.ts';

/** What is left after trimming, and the spans that were dropped. */
export interface Trimmed {
  readonly kept: readonly SpoolFile[];
  readonly dropped: Readonly<Partial<Record<DropReason, number>>>;
}

/** Holds a spool to its bounds: what is too old goes, then the oldest until the rest is within count and bytes. */
export function trimFiles(files: readonly SpoolFile[], bounds: SpoolBounds, now: number): Trimmed {
  const kept: SpoolFile[] = [];
  const dropped: Partial<Record<DropReason, number>> = {};
  let bytes = 0;
  for (const file of files.toSorted((a, b) => b.modifiedMs - a.modifiedMs)) {
    const reason = judge(file, { bounds, now, records: kept.length + 1, bytes: bytes + file.bytes });
    if (reason === undefined) {
      kept.push(file);
      bytes += file.bytes;
    } else {
      const spans = drop(file);
      if (spans > 0) dropped[reason] = (dropped[reason] ?? 0) + spans;
    }
  }
  return { kept: kept.toReversed(), dropped };
}

interface Fill {
  readonly bounds: SpoolBounds;
  readonly now: number;
  readonly records: number;
  readonly bytes: number;
}

function judge(file: SpoolFile, { bounds, now, records, bytes }: Fill): DropReason | undefined {
  if (now - file.modifiedMs > bounds.maxAgeMs) return 'too-old';
  if (records > bounds.maxRecords) return 'too-many';
  return bytes > bounds.maxBytes ? 'too-large' : undefined;
}

/** Counts before it removes: a record that cannot be read stands for one span, one that has gone for none. */
function drop(file: SpoolFile): number {
  const record = readRecord(file);
  fs.rmSync(file.path, { force: true });
  return record === 'gone' ? 0 : (record?.spans ?? 1);
}
