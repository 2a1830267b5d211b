import { mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { spoolLayout, type SpoolLayout } from '../../../src/spool/layout.ts';
import { machineToken } from '../../../src/spool/machine.ts';
import { killedRecord } from '../../../src/recorder/killed-record.ts';
import type { RecordOfJournal } from '../../../src/spool/killed.ts';
import type { EntryHeader } from '../../../src/spool/record.ts';

/** Makes the folders of a spool in the given folder, as hosts do. */
export function makeSpool(dir: string): SpoolLayout {
  const layout = spoolLayout(dir);
  for (const folder of [layout.dir, layout.runningDir, layout.pendingDir]) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }
  return layout;
}

/** Gives the id of a span by its number. */
export function spanIdOf(number: number): string {
  return number.toString(16).padStart(16, '0');
}

/** Makes a journal's first line. */
export function makeHeader(changes: Partial<EntryHeader> = {}): EntryHeader {
  return {
    v: 1,
    pid: process.pid,
    machine: machineToken(),
    traceId: '0af7651916cd43dd8448eb211c80319c',
    spanId: spanIdOf(1),
    startMs: 1_798_761_600_000,
    spanName: 'acme deploy',
    isIdentified: false,
    resource: { 'service.name': 'acme' },
    attributes: { 'cli.command': 'deploy' },
    ...changes,
  };
}

/** Makes a record of so many spans; its blanks would be lost if anybody parsed and wrote it again. */
export function makeRecord(number: number, spans = 1): string {
  const all = Array.from(
    { length: spans },
    (_, index) => `{ "spanId": "${spanIdOf(number * 1000 + index)}" }`,
  );
  return `{ "scopeSpans": [ {"spans":[${all.join(', ')}], "n": 1.0e0} ] }`;
}

/** Where and what {@link storeRecord} stores. */
export interface Stored {
  readonly folder: string;
  readonly number: number;
  readonly spans?: number;
  /** The record, instead of a made one; `''` for a file without one. */
  readonly record?: string;
  /** Milliseconds since the epoch of the last write. */
  readonly modifiedMs?: number;
}

/** Stores a finished command in a folder of a spool and returns its file. */
export function storeRecord({ folder, number, spans = 1, record, modifiedMs }: Stored): string {
  const file = join(folder, `${spanIdOf(number)}.jsonl`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const header = JSON.stringify(makeHeader({ spanId: spanIdOf(number) }));
  writeFileSync(file, `${header}\n${record ?? makeRecord(number, spans)}\n`, { mode: 0o600 });
  if (modifiedMs !== undefined) utimesSync(file, modifiedMs / 1000, modifiedMs / 1000);
  return file;
}

/** Lists the entries of a folder; none where it is missing. */
export function entriesIn(folder: string): string[] {
  try {
    return readdirSync(folder).toSorted();
  } catch {
    return [];
  }
}

/** Reads a file's lines, without the empty one at the end. */
export function linesOf(file: string): string[] {
  return readFileSync(file, 'utf8').split('\n').slice(0, -1);
}

/** Makes records of journals as senders do, without an installation id. */
export const recordOfJournal: RecordOfJournal = (header, lastSignMs) =>
  killedRecord(header, lastSignMs, undefined);
