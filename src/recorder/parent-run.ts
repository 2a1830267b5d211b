import { readOwnFile } from '../disk/own-file.ts';
import { SEPARATOR } from '../disk/builtin.ts';
import type { SpanIds } from '../span/remote-parent.ts';
import { ENTRY_SUFFIX } from '../spool/entry.ts';
import type { SpoolLayout } from '../spool/layout.ts';
import { isAlive } from '../spool/machine.ts';
import { parseHeader } from '../spool/record.ts';

/** What a run hands on to the runs that it starts: the ids of its command span, random and its own. */
export function formatParentRun({ traceId, spanId }: SpanIds): string {
  return `${traceId}-${spanId}`;
}

/**
 * Finds the run that started this one. A value alone proves nothing: it may be left over in a shell, copied to another
 * machine, or made up so that many runs share a trace, which would make one person of them. So it counts only while
 * the command that it names is at work, for the same user and the same collector, as its journal says.
 */
export function findParentRun(value: string | undefined, layout: SpoolLayout): SpanIds | undefined {
  const [, traceId, spanId] = PATTERN.exec(value ?? '') ?? [];
  if (traceId === undefined || spanId === undefined) return undefined;
  const journal = readOwnFile(layout.runningDir + SEPARATOR + spanId + ENTRY_SUFFIX);
  const header = journal.state === 'present' ? parseHeader(journal.text) : undefined;
  const isParent = header?.traceId === traceId && isAlive(header.pid, header.machine) !== false;
  return isParent ? { traceId, spanId } : undefined;
}

const PATTERN = /^([0-9a-f]{32})-([0-9a-f]{16})$/;
