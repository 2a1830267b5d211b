import type { Span } from '@opentelemetry/api';
import { UNKNOWN_COMMAND, spanName } from '../catalog/command-name.ts';
import { ensureOwnFolder } from '../disk/own-folder.ts';
import type { RunInput } from '../host/recorder.ts';
import { processClock } from '../span/process-clock.ts';
import type { SpanIds } from '../span/remote-parent.ts';
import { noteDrop } from '../spool/counts.ts';
import { openEntry, type Entry } from '../spool/entry.ts';
import type { SpoolLayout } from '../spool/layout.ts';
import { machineToken } from '../spool/machine.ts';
import type { EntryHeader, EntryUpdate } from '../spool/record.ts';
import { startHeartbeat, type Heartbeat } from './heartbeat.ts';
import type { NamedRun } from './naming.ts';
import type { RunResource } from './run-resource.ts';

/** The entry of this run on disk; all methods are silent where it has none. */
export interface Journal {
  /** Writes the entry, unless it is there. */
  readonly open: () => void;
  readonly update: (named: NamedRun) => void;
  /**
   * Turns the entry into a record for the sender; where that fails, the command is counted as not stored. Of what is
   * `kept` by whoever made the journal, nothing is to be sent.
   */
  readonly commit: (makeRecord: () => string) => 'stored' | 'revoked' | 'kept';
  readonly discard: () => void;
  /** Whether there is an entry, and nobody has revoked it. */
  readonly isOpen: () => boolean;
}

/** What the journal of a run is about. */
export interface JournalInput {
  readonly input: RunInput;
  readonly layout: SpoolLayout;
  readonly span: Span;
  /** The run that started this one. */
  readonly parent: SpanIds | undefined;
  readonly resource: RunResource;
}

/** Opens the journal of a run, at once unless the run is held; where it cannot be written the run has none. */
export function createJournal(journal: JournalInput): Journal {
  const { input, layout, span } = journal;
  const { name } = input.host;
  let entry: Entry | undefined;
  let heartbeat: Heartbeat | undefined;
  let isRefused = false;
  let named: NamedRun = { spanName: spanName(name, UNKNOWN_COMMAND), command: UNKNOWN_COMMAND, flags: [] };

  const open = (): void => {
    // A held run is released late: a no may have come, and no later yes of this run takes it back.
    if (input.isHeld && !input.mayWrite()) isRefused = true;
    if (entry !== undefined || isRefused || input.isShown || !span.isRecording()) return;
    try {
      const { spoolsDir, ownFolders } = input.host.paths;
      if (!ensureOwnFolder(spoolsDir, [...ownFolders, spoolsDir])) throw new Error('not our own folder');
      const opened = openEntry(layout, span.spanContext().spanId, JSON.stringify(header(journal, named)));
      // The verb that came in between has stored its no first, and has not seen this entry when it deleted.
      isRefused = !input.mayStart();
      if (isRefused) return opened.discard();
      entry = opened;
      heartbeat = startHeartbeat(() => beat(opened, input));
    } catch (error) {
      // A home that cannot be written records nothing.
      input.onError(error);
    }
  };
  if (!input.isHeld) open();

  return {
    open,
    update: (renamed) => {
      named = renamed;
      entry?.update(JSON.stringify(describeName(name, named)));
    },
    commit: (makeRecord) => {
      heartbeat?.stop();
      // Looked at first: no id must be made for a command that is not kept.
      return entry?.isThere() ? commit(entry, makeRecord, layout) : 'revoked';
    },
    discard: () => {
      heartbeat?.stop();
      entry?.discard();
    },
    isOpen: () => entry?.isThere() ?? false,
  };
}

/** One that is killed has no end at which it would ask for a no, so that it asks while it lives. */
function beat(entry: Entry, { mayWrite }: RunInput): void {
  if (!mayWrite()) entry.discard();
  entry.touch();
}

function commit(entry: Entry, makeRecord: () => string, layout: SpoolLayout): 'stored' | 'revoked' {
  try {
    return entry.commit(makeRecord());
  } catch (error) {
    // Left where it is, the entry would become the record of a killed command, and this one was not.
    // Noted first: where not even that can be written, the entry stays and tells that there was a command.
    noteDrop(layout, 'not-stored', 1);
    entry.discard();
    throw error;
  }
}

function header({ input, span, parent, resource }: JournalInput, named: NamedRun): EntryHeader {
  const { traceId, spanId } = span.spanContext();
  return {
    v: 1,
    pid: process.pid,
    machine: machineToken(),
    traceId,
    spanId,
    ...(parent && { parentSpanId: parent.spanId }),
    startMs: processClock.timeOrigin,
    resource: resource.attributes,
    isIdentified: resource.isIdentified,
    ...describeName(input.host.name, named),
  };
}

function describeName(host: string, { spanName: called, command, flags }: NamedRun): EntryUpdate {
  const attributes = { 'process.executable.name': host, 'cli.command': command };
  return {
    spanName: called,
    attributes: flags.length > 0 ? { ...attributes, 'cli.flags': flags } : attributes,
  };
}
