import { fs } from '../disk/builtin.ts';
import type { RecordOfJournal } from './killed.ts';
import { listClaims, listEntries, type SpoolFile } from './claims.ts';
import type { SpoolLayout } from './layout.ts';
import { isAlive } from './machine.ts';
import { parseHeader, parseRecord, type StoredRecord } from './record.ts';

/** Judged by age, a command at work this long without a sign of life is dead. */
const DEAD_AFTER_MS = 7 * 24 * 60 * 60 * 1000;

/** Lists the files of finished commands, those that a sender claimed and left first; oldest first in each folder. */
export function listFinished(layout: SpoolLayout): SpoolFile[] {
  return [...listClaims(layout), layout.pendingDir].flatMap((folder) => [...listEntries(folder).files]);
}

/** Reads one finished record; `undefined` when it is corrupt, `'gone'` when it was removed in between. */
export function readRecord(file: SpoolFile): StoredRecord | 'gone' | undefined {
  try {
    return parseRecord(fs.readFileSync(file.path, 'utf8'));
  } catch {
    return 'gone';
  }
}

/** A command that died without an end, and the record that its journal makes. */
export interface DeadCommand {
  readonly file: SpoolFile;
  /** `undefined` when the journal is corrupt. */
  readonly record: string | undefined;
}

/** Finds the commands that died without an end: their process is gone, or cannot be asked and has long been silent. */
export function findDead(layout: SpoolLayout, now: number, makeRecord: RecordOfJournal): DeadCommand[] {
  return listEntries(layout.runningDir).files.flatMap((file): DeadCommand[] => {
    const text = readText(file);
    if (text === undefined) return [];
    const header = parseHeader(text);
    const isLongSilent = now - file.modifiedMs > DEAD_AFTER_MS;
    if (header === undefined) return isLongSilent ? [{ file, record: undefined }] : [];
    const isDead = isAlive(header.pid, header.machine) === false || isLongSilent;
    if (!isDead) return [];
    // One that wrote its record and died before handing it over ended by itself.
    return [{ file, record: parseRecord(text)?.json ?? makeRecord(header, file.modifiedMs) }];
  });
}

function readText(file: SpoolFile): string | undefined {
  try {
    return fs.readFileSync(file.path, 'utf8');
  } catch {
    // It ended well while we looked.
    return undefined;
  }
}
