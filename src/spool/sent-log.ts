import { fs, path } from '../disk/builtin.ts';
import { hasExactly, parseObject, type JsonObject } from '../disk/json.ts';
import { effectiveUser, readOwnFile } from '../disk/own-file.ts';
import type { SpoolLayout } from './layout.ts';

/** One request that was made lately, and what came of it. */
export interface SentRequest {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Of a request that is kept, the same records come again. */
  readonly result: 'delivered' | 'refused' | 'kept';
  /** `HTTP 403`, `ECONNREFUSED`; empty when all is well. */
  readonly why: string;
  readonly spans: number;
  /** How many requests in a row this stands for: attempts that were kept are one entry. */
  readonly attempts: number;
  /** When the first of them was made, milliseconds since the epoch. */
  readonly since: number;
  /** How many records it carried. */
  readonly carried: number;
  /** The records, byte for byte: none of one that is kept, and the newest alone where there is no room for all. */
  readonly records: readonly string[];
}

/** The log, as a sender writes it. */
export interface SentLog {
  /**
   * Adds a request. A log that cannot be written is done without: it must not keep spans from being delivered.
   *
   * @param claim the folder of the request's records. The log is made there and moved out, so that what a no has
   * deleted in the meantime cannot come back, not even into a spool that was begun anew.
   */
  readonly add: (request: SentRequest, claim: string) => void;
}

const MAX_BYTES = 256 * 1024;
const MAX_REQUESTS = 100;

/** Opens the log of a spool for the one sender that holds its lock. */
export function openSentLog(layout: SpoolLayout): SentLog {
  let log: readonly SentRequest[] | undefined;
  return {
    add: (request, claim) => {
      log = withRequest(log ?? readSentLog(layout), request);
      try {
        write({ claim, file: layout.logFile, log });
      } catch {
        // The disk is full, something else is in the place of the file, or a no has deleted the folder.
      }
    },
  };
}

/** Reads what was sent lately, oldest first; a log that is corrupt, a link, or someone else's is ignored. */
export function readSentLog(layout: SpoolLayout): SentRequest[] {
  const file = readOwnFile(layout.logFile, effectiveUser(), MAX_BYTES);
  if (file.state !== 'present' || !file.text.endsWith('\n')) return [];
  const lines = file.text.slice(0, -1).split('\n');
  const log: SentRequest[] = [];
  while (lines.length > 0) {
    const head = parseHead(lines.shift() ?? '');
    const records = lines.splice(0, head?.records);
    if (head === undefined || !areRecords(records, head.records)) return [];
    log.push({ ...head, records });
  }
  return log;
}

function withRequest(log: readonly SentRequest[], request: SentRequest): SentRequest[] {
  const last = log.at(-1);
  // A collector that is away for weeks must not push out what did arrive.
  const isAgain = request.result === 'kept' && last?.result === 'kept';
  const next = isAgain
    ? [...log.slice(0, -1), { ...request, attempts: last.attempts + 1, since: last.since }]
    : [...log, request];
  return withinBounds(next.slice(-MAX_REQUESTS));
}

/** Keeps the newest records that there is room for; of older requests what is left is that they were made. */
function withinBounds(log: readonly SentRequest[]): SentRequest[] {
  let room = MAX_BYTES - log.reduce((sum, request) => sum + Buffer.byteLength(formatHead(request)), 0);
  const fits = (record: string): boolean => {
    room -= Buffer.byteLength(record) + 1;
    return room >= 0;
  };
  const newestFirst = log.toReversed().map((request) => {
    const tooLong = request.records.findLastIndex((record) => !fits(record));
    return { ...request, records: request.records.slice(tooLong + 1) };
  });
  return newestFirst.toReversed();
}

interface Writing {
  readonly claim: string;
  readonly file: string;
  readonly log: readonly SentRequest[];
}

function write({ claim, file, log }: Writing): void {
  const aside = path.join(claim, 'sent.tmp');
  const text = log.map((request) =>
    [formatHead(request), ...request.records.map((json) => `${json}\n`)].join(''),
  );
  try {
    // What a sender that was killed has left there.
    fs.rmSync(aside, { force: true });
    fs.writeFileSync(aside, text.join(''), { flag: 'wx', mode: 0o600 });
    fs.renameSync(aside, file);
  } finally {
    fs.rmSync(aside, { force: true });
  }
}

/** A request begins with a line of its own; each of its records has one, because nothing of them may be changed. */
function formatHead({ records, ...head }: SentRequest): string {
  return `${JSON.stringify({ ...head, records: records.length })}\n`;
}

type Head = Omit<SentRequest, 'records'> & { readonly records: number };

const RESULTS = new Set<unknown>(['delivered', 'refused', 'kept']);
const NUMBERS = ['at', 'spans', 'attempts', 'since', 'carried', 'records'] as const;

/** The last millisecond that `Date` knows. */
const MAX_NUMBER = 8.64e15;

function parseHead(line: string): Head | undefined {
  const object = parseObject(line);
  return object !== undefined && isHead(object) ? object : undefined;
}

function isHead(object: JsonObject): object is JsonObject & Head {
  return (
    hasExactly(object, ['result', 'why', ...NUMBERS]) &&
    RESULTS.has(object['result']) &&
    /^[\w ]{0,40}$/.test(String(object['why'])) &&
    NUMBERS.map((name) => object[name]).every(isCount)
  );
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0 && Number(value) <= MAX_NUMBER;
}

function areRecords(lines: readonly string[], count: number): boolean {
  return lines.length === count && lines.every((line) => parseObject(line) !== undefined);
}
