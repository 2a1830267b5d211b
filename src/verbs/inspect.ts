import { makeBatches } from '../spool/batches.ts';
import { recordsOfJournals, type RecordOfJournal } from '../spool/killed.ts';
import { userAgentOf } from '../spool/user-agent.ts';
import { findDead, listFinished } from '../spool/waiting.ts';
import { REQUEST_HEAD, REQUEST_TAIL } from '../span/request.ts';
import { formatPayload } from '../terminal/format-payload.ts';
import { sayNotShown } from './own-sdk.ts';
import { payloadFormat } from './payload-format.ts';
import { findSpools, type Spool } from './spools.ts';
import type { VerbContext } from './verb-context.ts';
import type { VerbFlags } from './verb-flags.ts';
import type { VerbResult } from './verb-list.ts';

/**
 * Prints the requests that wait exactly as they would be posted before compression, one body a line unless they are
 * to be indented; where to and with which headers goes to stderr, so that the bodies can be piped. Sends nothing and
 * changes nothing.
 */
export function inspect(context: VerbContext, flags: VerbFlags): VerbResult {
  const makeRecord = recordsOfJournals(context.host.paths.identityFile, () =>
    context.parts.recorder(context.host.paths),
  );
  const format = payloadFormat(flags);
  const parts = findSpools(context)
    .map((spool) => ({ spool, bodies: listBodies(spool, makeRecord) }))
    .filter(({ bodies }) => bodies.length > 0)
    .map(({ spool, bodies }) => ({
      stderr: describe(context, spool, bodies.length),
      stdout: bodies.map((body) => formatPayload(body, format)).join(''),
    }));
  const nothing =
    parts.length === 0 && context.host.ownSdk !== 'alone' ? 'Nothing is waiting to be sent.\n' : '';
  const stderr = nothing + sayNotShown(context.host, context.command);
  return { stdout: '', stderr, exitCode: 0, parts };
}

function listBodies({ layout }: Spool, makeRecord: RecordOfJournal): string[] {
  const finished = [...makeBatches(listFinished(layout), () => undefined)].map(({ body }) => body);
  const killed = findDead(layout, Date.now(), makeRecord).flatMap(({ record }) => record ?? []);
  return killed.length === 0 ? finished : [...finished, REQUEST_HEAD + killed.join(',') + REQUEST_TAIL];
}

function describe({ host }: VerbContext, { url, headers }: Spool, requests: number): string {
  const all = {
    ...headers,
    'content-type': 'application/json',
    'content-encoding': 'gzip',
    'user-agent': userAgentOf(host),
  };
  const lines = Object.entries(all).map(([name, value]) => `  ${name}: ${value}`);
  return `${requests} request${requests === 1 ? '' : 's'} waiting: POST ${url}\n${lines.join('\n')}\n`;
}
