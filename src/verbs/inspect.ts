import { makeBatches } from '../spool/batches.ts';
import { recordsOfJournals, type RecordOfJournal } from '../spool/killed.ts';
import { findDead, listFinished } from '../spool/waiting.ts';
import { REQUEST_HEAD, REQUEST_TAIL } from '../span/request.ts';
import { findSpools, type Spool } from './spools.ts';
import type { VerbContext } from './verb-context.ts';
import type { VerbResult } from './verb-list.ts';

/**
 * Prints the requests that wait, one body a line, exactly as they would be posted before compression; where to and
 * with which headers goes to stderr, so that the bodies can be piped. Sends nothing and changes nothing.
 */
export function inspect(context: VerbContext): VerbResult {
  const makeRecord = recordsOfJournals(context.host.paths.identityFile);
  const waiting = findSpools(context)
    .map((spool) => ({ spool, bodies: listBodies(spool, makeRecord) }))
    .filter(({ bodies }) => bodies.length > 0);
  if (waiting.length === 0) return { stdout: '', stderr: 'Nothing is waiting to be sent.\n', exitCode: 0 };
  return {
    stdout: waiting.flatMap(({ bodies }) => bodies.map((body) => `${body}\n`)).join(''),
    stderr: waiting.map(({ spool, bodies }) => describe(spool, bodies.length)).join(''),
    exitCode: 0,
  };
}

function listBodies({ layout }: Spool, makeRecord: RecordOfJournal): string[] {
  const finished = [...makeBatches(listFinished(layout), () => undefined)].map(({ body }) => body);
  const killed = findDead(layout, Date.now(), makeRecord).flatMap(({ record }) => record ?? []);
  return killed.length === 0 ? finished : [...finished, REQUEST_HEAD + killed.join(',') + REQUEST_TAIL];
}

function describe({ url, headers }: Spool, requests: number): string {
  const all = { ...headers, 'content-type': 'application/json', 'content-encoding': 'gzip' };
  const lines = Object.entries(all).map(([name, value]) => `  ${name}: ${value}`);
  return `${requests} request${requests === 1 ? '' : 's'} waiting: POST ${url}\n${lines.join('\n')}\n`;
}
