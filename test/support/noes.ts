import { chownSync } from 'node:fs';
import { join } from 'node:path';
import { saidYes, told } from './decisions.ts';
import type { Home } from './home.ts';
import { OTHER } from './other-account.ts';
import { YES, type HostOptions } from './run-host.ts';

/** One way to say no: what it asks of the home, and how the host is run then. */
export interface No {
  readonly prepare?: (home: Home) => void;
  readonly options: (home: Home) => HostOptions;
  /** Nobody knows of it before the end of the command, which is held in memory until then. */
  readonly isLate?: boolean;
}

const STATE = '.local/state/acme/telemetry';

/** All yeses there are, so that it is the no that decides. */
function everyYes(home: Home): void {
  told(home);
  saidYes(home);
}

const variable = (env: Readonly<Record<string, string>>, options: object = {}): No => ({
  prepare: everyYes,
  options: () => ({ env: { ...YES, ...env }, options: { ...options } }),
});

const option = (options: Readonly<Record<string, unknown>>): No => ({
  prepare: everyYes,
  options: () => ({ env: YES, options }),
});

const file = (name: string, content: string): No => ({
  prepare: (home) => {
    everyYes(home);
    home.write(name, content);
  },
  options: () => ({ env: YES }),
});

const policy = (content: string, name = 'policy/telemetry.json'): No => ({
  prepare: (home) => {
    everyYes(home);
    home.write(name, content);
  },
  options: (home) => ({ env: YES, options: { directories: { policy: join(home.path, 'policy') } } }),
});

/** Nobody said no, and nobody yes. */
const silence = (given: HostOptions, prepare: No['prepare'] = told): No => ({
  prepare,
  options: () => given,
});

const nobodyWasTold = (): void => undefined;

/** Every source of consent with everything by which it can say no. */
export const NOES: Readonly<Record<string, No>> = {
  'a distribution': option({ distribution: 'disabled' }),
  'DO_NOT_TRACK=1': variable({ DO_NOT_TRACK: '1' }),
  'DO_NOT_TRACK=perhaps': variable({ DO_NOT_TRACK: 'perhaps' }),
  'ACME_TELEMETRY_DISABLED=1': variable({ ACME_TELEMETRY_DISABLED: '1' }),
  'ACME_TELEMETRY=0': variable({ ACME_TELEMETRY: '0' }),
  'ACME_TELEMETRY=false': variable({ ACME_TELEMETRY: 'false' }),
  'ACME_TELEMETRY=no': variable({ ACME_TELEMETRY: 'no' }),
  'ACME_TELEMETRY=off': variable({ ACME_TELEMETRY: 'off' }),
  'ACME_TELEMETRY is empty': variable({ ACME_TELEMETRY: '' }),
  'ACME_TELEMETRY=perhaps': variable({ ACME_TELEMETRY: 'perhaps' }),
  "a variable of the vendor's that enables": variable(
    { ACME_STATS: '0' },
    { variables: { ACME_STATS: 'enables' } },
  ),
  "a variable of the vendor's that disables": variable(
    { ACME_NO_STATS: '1' },
    { variables: { ACME_NO_STATS: 'disables' } },
  ),
  'OTEL_SDK_DISABLED=true': variable({ OTEL_SDK_DISABLED: 'true' }),
  'ACME_TELEMETRY_ENDPOINT is no safe place': variable({
    ACME_TELEMETRY_ENDPOINT: 'http://collector.example',
  }),
  'ACME_TELEMETRY_ENDPOINT is no place': variable({ ACME_TELEMETRY_ENDPOINT: 'collector' }),
  sudo: variable({ SUDO_UID: '1000' }),
  doas: variable({ DOAS_USER: 'ada' }),
  pkexec: variable({ PKEXEC_UID: '1000' }),
  'a home that does not exist': variable({ HOME: '/nonexistent/home' }),
  'a policy that says no': policy('{"enabled":false}'),
  'a policy that is corrupt': policy('{"enabled":tru'),
  'a policy with more in it': policy('{"enabled":true,"endpoint":"http://mallory.example"}'),
  'a policy that is a folder': policy('', 'policy/telemetry.json/file'),
  'the project setting': option({ project: false }),
  'a project setting that never comes': { ...option({ project: 'pending' }), isLate: true },
  'the file of disable': file('.config/acme/telemetry-disabled', 'no'),
  'a folder in the place of the file of disable': file('.config/acme/telemetry-disabled/file', ''),
  'a config folder that is a file': file('.config/acme', ''),
  'a yes that is corrupt': file(`${STATE}/enabled.json`, '{"enabled":true'),
  'a yes with more in it': file(`${STATE}/enabled.json`, '{"enabled":true,"noticeVersion":1,"by":"mallory"}'),
  'a yes that was a no before': file(
    `${STATE}/enabled.json`,
    '{"enabled":false,"enabled":true,"noticeVersion":1}',
  ),
  'nobody, with opt-in': silence({ options: { consent: 'opt-in' } }),
  'nobody, in CI': silence({ env: { CI: 'true' } }),
  "nobody, in a vendor's CI": silence({ env: { GITLAB_CI: 'true' } }),
  'nobody, on a laptop that says it is CI': silence({
    env: { CI: 'true' },
    options: { ci: 'record', notice: { elsewhere: 'https://acme.example/telemetry' } },
  }),
  'nobody, in a package build': silence({ env: { SOURCE_DATE_EPOCH: '1700000000' } }),
  'nobody, before the notice': silence({}, nobodyWasTold),
  'nobody, under an agent before the notice': silence({ env: { CLAUDECODE: '1' } }, nobodyWasTold),
  'nobody, since a later notice': silence({ options: { notice: { version: 2 } } }, everyYes),
  'a notice marker that is corrupt': silence({}, (home) =>
    home.write(`${STATE}/notice.json`, '{"noticeVersion":'),
  ),
  ...(process.geteuid?.() === 0 && {
    'a home of another account': {
      prepare: (home) => {
        everyYes(home);
        chownSync(home.path, OTHER, OTHER);
      },
      options: () => ({ env: YES }),
    } satisfies No,
  }),
};
