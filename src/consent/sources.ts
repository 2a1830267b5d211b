import { detectCi } from '../resource/ci.ts';
import { detectBuildSandbox } from '../resource/sandbox.ts';
import { readAccount } from './account.ts';
import type { ConsentFiles, ConsentHost, ConsentMoment, ProjectSetting } from './consent-host.ts';
import { readNoticeMarker, readPolicy, readUserNo, readUserYes } from './files.ts';
import type { Reading, Readings } from './reading.ts';
import { readVariables } from './variables.ts';

/** All sources of consent, each read only when the iteration comes to it; the cheapest first. */
export function readSources(moment: ConsentMoment): Readings {
  return { spoken: spoken(moment), unspoken: unspoken(moment) };
}

/**
 * The sources that can turn to no while a command runs, without those that are fixed for the life of a process.
 * Asked again before a record is written and before a request is sent.
 */
export function* readLateNo(files: ConsentFiles, project: ProjectSetting): Generator<Reading> {
  yield readPolicy(files);
  yield readProject(project);
  yield readUserNo(files);
}

function* spoken(moment: ConsentMoment): Generator<Reading> {
  const { host } = moment;
  yield readDistribution(host);
  yield* readVariables(moment);
  yield readAccount(moment);
  yield* readLateNo(host.paths, moment.project);
  yield readUserYes(host);
}

function* unspoken({ host, env }: ConsentMoment): Generator<Reading> {
  yield readMode(host);
  yield readCi(host, env);
  yield readSandbox(env);
  if ('elsewhere' in host.notice) {
    const where = host.notice.elsewhere;
    yield { source: 'documented-notice', says: 'yes', where, note: 'users are told there' };
  } else {
    yield readNoticeMarker(host);
  }
}

function readDistribution({ distribution }: ConsentHost): Reading {
  const disabled = distribution === 'disabled';
  const note = disabled ? 'turned off by whoever packaged this program' : 'as the vendor ships it';
  return { source: 'distribution', says: disabled ? 'no' : 'nothing', where: 'this package', note };
}

function readProject(project: ProjectSetting): Reading {
  const where = 'project setting';
  if (project === 'pending')
    return { source: 'project', says: 'no', where, note: 'announced, not known yet' };
  if (project === false) return { source: 'project', says: 'no', where, note: 'says no' };
  return { source: 'project', says: 'nothing', where, note: project ? 'does not object' : 'none' };
}

function readMode({ mode }: ConsentHost): Reading {
  const optIn = mode === 'opt-in';
  const note = optIn ? 'records only after enable' : 'records unless turned off';
  return { source: 'mode', says: optIn ? 'no' : 'nothing', where: mode, note };
}

function readCi(host: ConsentHost, env: NodeJS.ProcessEnv): Reading {
  const { isCi, vendor } = detectCi(env);
  if (!isCi) return { source: 'ci', says: 'nothing', where: 'environment', note: 'not in CI' };
  // `CI` alone is also set on laptops and by agents; only a vendor's own variable shows a CI machine.
  const wanted = host.ci === 'record' && vendor !== undefined;
  return wanted
    ? { source: 'ci', says: 'nothing', where: 'environment', note: 'in CI, which this program records' }
    : { source: 'ci', says: 'no', where: 'environment', note: 'in CI' };
}

function readSandbox(env: NodeJS.ProcessEnv): Reading {
  const inside = detectBuildSandbox(env);
  const note = inside ? 'inside a package build' : 'not inside a package build';
  return { source: 'sandbox', says: inside ? 'no' : 'nothing', where: 'environment', note };
}
