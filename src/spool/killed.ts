import { readIdentity } from '../identity/install-id.ts';
import type { EntryHeader } from './record.ts';

/** Makes the record of a command that died without an end; `killedRecord` of the recorder's bundle. */
export type KilledRecord = (header: EntryHeader, lastSignMs: number, installId: string | undefined) => string;

/** Makes the record of one journal, with the installation id where it is to have one. */
export type RecordOfJournal = (header: EntryHeader, lastSignMs: number) => string;

/**
 * Makes records of journals: those that are to have an installation id get the one that is on disk now, so that a
 * command needs none before its end.
 *
 * @param load gives the recorder, the one bundle that holds OpenTelemetry's SDK; called at the first journal, because
 * there seldom is one.
 */
export function recordsOfJournals(
  identityFile: string,
  load: () => { readonly killedRecord: KilledRecord },
): RecordOfJournal {
  return (header, lastSignMs) => {
    const identity = header.isIdentified ? readIdentity({ identityFile }) : undefined;
    return load().killedRecord(header, lastSignMs, identity === 'unsafe' ? undefined : identity?.id);
  };
}
