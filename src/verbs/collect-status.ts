import type { Reading } from '../consent/reading.ts';
import { readIdentity, type Identity } from '../identity/install-id.ts';
import { listClaims, listEntries } from '../spool/claims.ts';
import { readCounts, type Counts } from '../spool/counts.ts';
import { readLastSend, type LastSend } from '../spool/last-send.ts';
import { listFinished } from '../spool/waiting.ts';
import { readAll } from './all-readings.ts';
import { nextSendAt } from './next-send.ts';
import { findSpools, type Spool } from './spools.ts';
import type { VerbContext } from './verb-context.ts';

/** All that `status` knows; what `--json` prints. */
export interface Status {
  readonly name: string;
  readonly recording: boolean;
  readonly decidedBy: Reading | null;
  /** Every source. Those that `applies` only while no other has spoken are marked. */
  readonly sources: readonly (Reading & { readonly onlyIfSilent: boolean })[];
  /** Whether an OpenTelemetry SDK of the host's own sends: besides the spools, or alone. */
  readonly ownSdk: 'besides' | 'alone' | null;
  readonly spools: readonly SpoolStatus[];
  readonly identity: Pick<Identity, 'id' | 'createdAt'> | null;
}

/** The state of one spool. */
export interface SpoolStatus extends Counts {
  readonly url: string;
  readonly isCurrent: boolean;
  readonly waitingRecords: number;
  readonly waitingBytes: number;
  /** Links, folders and files of other accounts, left alone. */
  readonly foreignFiles: number;
  readonly lastSend: LastSend | null;
  /** Milliseconds since the epoch; in the past when a send is due. */
  readonly nextPost: number;
}

/** Asks every source and looks at every spool. Writes nothing. */
export function collectStatus(context: VerbContext): Status {
  const { spoken, unspoken, decision } = readAll(context);
  const identity = readIdentity(context.host.paths);
  return {
    name: context.host.name,
    recording: decision.granted,
    decidedBy: decision.reading ?? null,
    sources: [
      ...spoken.map((reading) => ({ ...reading, onlyIfSilent: false })),
      ...unspoken.map((reading) => ({ ...reading, onlyIfSilent: true })),
    ],
    ownSdk: context.host.ownSdk ?? null,
    spools: findSpools(context).map(describeSpool),
    identity:
      identity === undefined || identity === 'unsafe'
        ? null
        : { id: identity.id, createdAt: identity.createdAt },
  };
}

function describeSpool({ url, isCurrent, layout }: Spool): SpoolStatus {
  const files = listFinished(layout);
  const folders = [...listClaims(layout), layout.pendingDir, layout.runningDir];
  return {
    url,
    isCurrent,
    waitingRecords: files.length,
    waitingBytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    foreignFiles: folders.reduce((sum, folder) => sum + listEntries(folder).foreign, 0),
    lastSend: readLastSend(layout) ?? null,
    nextPost: nextSendAt(layout, Date.now()),
    ...readCounts(layout),
  };
}
