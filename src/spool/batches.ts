import { REQUEST_HEAD, REQUEST_TAIL } from '../span/request.ts';
import type { SpoolFile } from './claims.ts';
import { readRecord } from './waiting.ts';

/** One request: its body, and the files whose records stand in it byte for byte. */
export interface Batch {
  readonly body: string;
  readonly files: readonly SpoolFile[];
  /** The records, in the order of the files. */
  readonly records: readonly string[];
  readonly spans: number;
}

/** A request stays far below the 20 MiB that a Collector takes, and a failed one repeats little. */
const MAX_BODY_CHARS = 1_000_000;
const MAX_RECORDS = 512;

/**
 * Puts stored records together into requests, without touching a byte of them. Reads each file when its turn comes, so
 * that a large spool is never in memory at once.
 *
 * @param onCorrupt is told of each file that holds no record.
 */
export function* makeBatches(
  files: Iterable<SpoolFile>,
  onCorrupt: (file: SpoolFile) => void,
): Generator<Batch> {
  let open = emptyBatch();
  for (const file of files) {
    const record = readRecord(file);
    if (record === 'gone') continue;
    if (record === undefined) {
      onCorrupt(file);
      continue;
    }
    if (open.files.length > 0 && open.chars + record.json.length > MAX_BODY_CHARS) {
      yield close(open);
      open = emptyBatch();
    }
    open.files.push(file);
    open.records.push(record.json);
    open.chars += record.json.length;
    open.spans += record.spans;
    if (open.files.length >= MAX_RECORDS) {
      yield close(open);
      open = emptyBatch();
    }
  }
  if (open.files.length > 0) yield close(open);
}

interface OpenBatch {
  readonly files: SpoolFile[];
  readonly records: string[];
  chars: number;
  spans: number;
}

function emptyBatch(): OpenBatch {
  return { files: [], records: [], chars: 0, spans: 0 };
}

function close({ files, records, spans }: OpenBatch): Batch {
  return { files, records, spans, body: REQUEST_HEAD + records.join(',') + REQUEST_TAIL };
}
