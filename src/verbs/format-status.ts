import { describeReading } from '../consent/reading.ts';
import type { SpoolStatus, Status } from './collect-status.ts';
import { OWN_SDK } from './own-sdk.ts';
import type { VerbContext } from './verb-context.ts';

/** Writes a status for a person. */
export function formatStatus(status: Status, { host, command }: VerbContext): string {
  const { name, recording, decidedBy } = status;
  const lines = [
    `Telemetry of ${name} is ${recording ? 'on' : 'off'}: ${describeReading(decidedBy ?? undefined)}.`,
    '',
    'What each source says; a single no wins, then a yes:',
    ...formatSources(status, false),
    'Asked only while none of them says yes or no:',
    ...formatSources(status, true),
    '',
    ...formatOwnSdk(host),
    ...status.spools.flatMap(formatSpool),
    formatIdentity(status),
    '',
    `Change it: ${command} enable | disable. More: ${command} --help`,
    `See what waits: ${command} inspect. What was sent: ${command} log. What is in the way: ${command} doctor`,
  ];
  return `${lines.join('\n')}\n`;
}

function formatSources({ sources, decidedBy }: Status, onlyIfSilent: boolean): string[] {
  return sources
    .filter((reading) => reading.onlyIfSilent === onlyIfSilent)
    .map((reading) => {
      const decided = reading.source === decidedBy?.source && reading.where === decidedBy.where;
      const says = reading.says === 'nothing' ? '-' : reading.says;
      return `${decided ? '>' : ' '} ${reading.source.padEnd(18)} ${says.padEnd(4)} ${reading.where} (${reading.note ?? ''})`;
    });
}

function formatOwnSdk({ ownSdk, tracesUrl }: VerbContext['host']): string[] {
  if (ownSdk === undefined) return [];
  if (ownSdk === 'besides') return [`Collector  another one, chosen by ${OWN_SDK}`];
  return [`Collector  ${tracesUrl === '' ? 'chosen' : `${tracesUrl}, as chosen`} by ${OWN_SDK}`];
}

function formatSpool(spool: SpoolStatus): string[] {
  const { waitingRecords, waitingBytes, delivered, dropped, foreignFiles } = spool;
  const drops = Object.entries(dropped).map(([reason, spans]) => `${spans} ${reason}`);
  return [
    `Collector  ${spool.url}${spool.isCurrent ? '' : ' (not of this run)'}`,
    `  waiting    ${waitingRecords} command${waitingRecords === 1 ? '' : 's'}, ${waitingBytes} bytes`,
    `  last send  ${formatLastSend(spool)}`,
    `  so far     ${delivered} delivered, ${drops.length === 0 ? 'none dropped' : `dropped: ${drops.join(', ')}`}`,
    ...(foreignFiles === 0 ? [] : [`  left alone ${foreignFiles} files that are not yours`]),
  ];
}

function formatLastSend({ lastSend, nextPost }: SpoolStatus): string {
  if (lastSend === null) return 'never';
  const what = { delivered: 'delivered', kept: 'kept for later', dropped: 'dropped', stopped: 'stopped' };
  const spans = `${lastSend.delivered} span${lastSend.delivered === 1 ? '' : 's'}`;
  const why = lastSend.why === '' ? spans : lastSend.why;
  const next = nextPost > Date.now() ? `; next not before ${new Date(nextPost).toISOString()}` : '';
  return `${new Date(lastSend.at).toISOString()}: ${what[lastSend.result]}, ${why}${next}`;
}

function formatIdentity({ identity }: Status): string {
  return identity === null
    ? 'Identity   none'
    : `Identity   ${identity.id}, made ${new Date(identity.createdAt).toISOString()}`;
}
