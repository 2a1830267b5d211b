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
 * @param load gives the recorder's function; called at the first journal, because there seldom is one.
 */
export function recordsOfJournals(
  identityFile: string,
  load: () => KilledRecord = loadKilledRecord,
): RecordOfJournal {
  return (header, lastSignMs) => {
    const identity = header.isIdentified ? readIdentity({ identityFile }) : undefined;
    return load()(header, lastSignMs, identity === 'unsafe' ? undefined : identity?.id);
  };
}

/** From the one bundle that holds OpenTelemetry's SDK; it lies beside those of senders and verbs. */
function loadKilledRecord(): KilledRecord {
  const { createRequire } = process.getBuiltinModule('node:module');
  const load = createRequire(`${import.meta.dirname}/`);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- all bundles come out of one build
  const { killedRecord } = load('./recorder.cjs') as { killedRecord: KilledRecord };
  return killedRecord;
}
