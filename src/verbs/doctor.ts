import { describeReading } from '../consent/reading.ts';
import { resolveEndpoint } from '../host/endpoint.ts';
import { spoolLayout } from '../spool/layout.ts';
import { askCollector } from './checks/ask-collector.ts';
import { notAsked, type Check } from './checks/check.ts';
import { checkCollector } from './checks/collector.ts';
import { checkConsent } from './checks/consent.ts';
import { checkConsentFolders, checkFolders, checkIdentity } from './checks/folders.ts';
import { checkCertificates, checkProxy, proxyVariableFor } from './checks/network.ts';
import { checkFiles, checkNode, checkSender, thisProgram, type Program } from './checks/program.ts';
import { checkDrops, checkLastSend, checkLock, checkSchedule, checkWaiting } from './checks/spool.ts';
import { collectStatus, type Status } from './collect-status.ts';
import { OWN_SDK } from './own-sdk.ts';
import type { VerbContext } from './verb-context.ts';
import type { VerbFlags } from './verb-flags.ts';
import type { VerbResult } from './verb-list.ts';

/**
 * Looks at everything that recording and sending need, and says what is in the way. Writes nothing; asks the
 * collector only after a yes. The exit code is 1 if anything is in the way.
 */
export function doctor(context: VerbContext, { json }: VerbFlags): VerbResult {
  const checks = checkAll(context, thisProgram(context.parts));
  const hasProblem = checks.some(({ state }) => state === 'problem');
  const found = { name: context.host.name, healthy: !hasProblem, checks };
  const stdout = json ? `${JSON.stringify(found, undefined, 2)}\n` : format(checks);
  return { stdout, stderr: '', exitCode: Number(hasProblem) };
}

/** The SDK of the host's own needs no sender, no spool and no id, and knows its collector itself. */
function checkOwnSdk({ host }: VerbContext, status: Status): Check[] {
  const collector = notAsked('collector', `not asked: ${host.name} sends through ${OWN_SDK}`);
  return [...checkConsent(status), ...checkConsentFolders(host.paths), collector];
}

function checkAll(context: VerbContext, program: Program): Check[] {
  const { host, env } = context;
  const status = collectStatus(context);
  if (host.ownSdk === 'alone') return checkOwnSdk(context, status);
  const layout = spoolLayout(resolveEndpoint(host, env).spoolDir);
  const now = Date.now();
  const collector = askUnlessNo(context, status, program);
  const spool = status.spools.find(({ isCurrent }) => isCurrent);
  return [
    ...checkConsent(status),
    checkNode(program),
    checkFiles(program),
    checkSender(program),
    ...checkFolders(host.paths, layout.dir),
    checkIdentity(host.paths),
    checkLock(layout, now),
    checkSchedule(layout, now),
    ...(spool === undefined
      ? []
      : [
          checkWaiting(spool, layout.dir),
          checkDrops(spool),
          checkLastSend(spool, collector.state === 'problem'),
        ]),
    checkProxy(env, program.nodeVersion),
    checkCertificates(env),
    collector,
  ];
}

/** After a no there is no socket, and no process that could open one. */
function askUnlessNo(context: VerbContext, status: Status, program: Program): Check {
  const endpoint = resolveEndpoint(context.host, context.env);
  const { url } = endpoint;
  if (!status.recording) {
    const who = describeReading(status.decidedBy ?? undefined);
    return notAsked('collector', `${url} is not asked, because telemetry is off: ${who}`);
  }
  const { sender } = program;
  if (sender.state === 'none') {
    return notAsked('collector', `${url} is not asked, because no sender can be started here`);
  }
  const proxy = proxyVariableFor(url, context.env);
  return checkCollector(askCollector(context, endpoint, sender.args), {
    url,
    proxy,
    isHost: sender.state === 'host',
  });
}

const SIGNS: Readonly<Record<Check['state'], string>> = { ok: 'ok', problem: '!!', 'not-asked': '--' };

function format(checks: readonly Check[]): string {
  const width = Math.max(...checks.map(({ name }) => name.length)) + 2;
  const lines = checks.flatMap(({ name, state, says, remedy }) => [
    `${SIGNS[state]}  ${name.padEnd(width)}${says}`,
    ...(remedy === undefined ? [] : [`    ${''.padEnd(width)}-> ${remedy}`]),
  ]);
  const problems = checks.filter(({ state }) => state === 'problem').length;
  const sum = problems === 0 ? 'No problems.' : `${problems} problem${problems === 1 ? '' : 's'}, marked !!`;
  return `${lines.join('\n')}\n\n${sum}\n`;
}
