import { parseObject } from '../disk/json.ts';
import { readOwnFile } from '../disk/own-file.ts';
import { writeAside } from '../disk/write-aside.ts';
import type { SpoolLayout } from './layout.ts';

/** What the last sender that posted did. */
export interface LastSend {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly result: 'delivered' | 'kept' | 'dropped' | 'stopped';
  /** `HTTP 503`, `ECONNREFUSED`; empty when delivered. */
  readonly why: string;
  readonly delivered: number;
}

/** Stores what a sender did, for `status`. */
export function writeLastSend(layout: SpoolLayout, last: LastSend): void {
  writeAside(layout.resultFile, `${JSON.stringify(last)}\n`);
}

/** Reads what the last sender did; `undefined` when none has or the file is corrupt. */
export function readLastSend(layout: SpoolLayout): LastSend | undefined {
  const file = readOwnFile(layout.resultFile);
  const object = file.state === 'present' ? parseObject(file.text) : undefined;
  const result = RESULTS.find((name) => name === object?.['result']);
  if (object === undefined || result === undefined || !Number.isFinite(object['at'])) return undefined;
  const why = typeof object['why'] === 'string' && /^[\w ]{0,40}$/.test(object['why']) ? object['why'] : '';
  return { at: Number(object['at']), result, why, delivered: Number(object['delivered']) || 0 };
}

const RESULTS = ['delivered', 'kept', 'dropped', 'stopped'] as const;
