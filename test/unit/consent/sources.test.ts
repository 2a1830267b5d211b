import { expect } from 'chai';
import { existsSync, mkdirSync } from 'node:fs';
import * as fc from 'fast-check';
import { readConsent } from '../../../src/consent/consent.ts';
import type { ConsentHost, ProjectSetting } from '../../../src/consent/consent-host.ts';
import type { Decision } from '../../../src/consent/decide.ts';
import { noticeContent, policyContent, yesContent } from '../../../src/consent/files.ts';
import { SOURCE_NAMES, type SourceName } from '../../../src/consent/reading.ts';
import { readSources } from '../../../src/consent/sources.ts';
import { callsOf } from '../support/faults.ts';
import { useFolder } from '../support/folder.ts';
import { acmeConsent } from '../support/hosts.ts';
import { expectedDecision, situations, type Situation } from './oracle.ts';

const POLICY = 'etc/acme/telemetry.json';
const NO = 'config/acme/telemetry-disabled';
const YES = 'state/acme/telemetry/enabled.json';
const MARKER = 'state/acme/telemetry/notice.json';

const ELSEWHERE = { elsewhere: 'https://acme.example/telemetry', version: 1 } as const;
const SHOWN = { [MARKER]: noticeContent(1) };

interface Row {
  readonly title: string;
  readonly host?: Partial<ConsentHost>;
  readonly env?: NodeJS.ProcessEnv;
  readonly project?: ProjectSetting;
  readonly files?: Readonly<Record<string, string>>;
  readonly decided: readonly [granted: boolean, by: SourceName];
}

const ROWS: readonly Row[] = [
  { title: 'nothing before the notice was shown', decided: [false, 'notice'] },
  { title: 'after an earlier run showed the notice', files: SHOWN, decided: [true, 'notice'] },
  {
    title: 'nothing after an earlier version of the notice',
    host: { notice: { version: 2 } },
    files: SHOWN,
    decided: [false, 'notice'],
  },
  {
    title: 'nothing on a yes that was given for an earlier version of the notice',
    host: { notice: { version: 2 } },
    files: { ...SHOWN, [YES]: yesContent(1) },
    decided: [false, 'notice'],
  },
  {
    title: 'on a stored yes before any notice',
    files: { [YES]: yesContent(1) },
    decided: [true, 'user-yes'],
  },
  {
    title: 'where users are told elsewhere',
    host: { notice: ELSEWHERE },
    decided: [true, 'documented-notice'],
  },
  {
    title: 'nothing for an opt-in host, shown or not',
    host: { mode: 'opt-in' },
    files: SHOWN,
    decided: [false, 'mode'],
  },
  {
    title: 'nothing for an opt-in host that tells its users elsewhere',
    host: { mode: 'opt-in', notice: ELSEWHERE },
    decided: [false, 'mode'],
  },
  {
    title: 'for an opt-in host after enable',
    host: { mode: 'opt-in' },
    files: { [YES]: yesContent(1) },
    decided: [true, 'user-yes'],
  },
  {
    title: 'for an opt-in host on a variable',
    host: { mode: 'opt-in' },
    env: { ACME_TELEMETRY: 'yes' },
    decided: [true, 'variable'],
  },
  { title: 'nothing in CI', env: { CI: 'true' }, files: SHOWN, decided: [false, 'ci'] },
  {
    title: 'nothing in a vendor’s CI',
    env: { GITHUB_ACTIONS: 'true' },
    files: SHOWN,
    decided: [false, 'ci'],
  },
  {
    title: 'nothing for CI=true alone, even where CI is recorded',
    host: { ci: 'record', notice: ELSEWHERE },
    env: { CI: 'true' },
    decided: [false, 'ci'],
  },
  {
    title: 'in a vendor’s CI where CI is recorded',
    host: { ci: 'record', notice: ELSEWHERE },
    env: { CI: 'true', GITHUB_ACTIONS: 'true' },
    decided: [true, 'documented-notice'],
  },
  {
    title: 'in CI on the user’s own word',
    env: { CI: 'true', ACME_TELEMETRY: '1' },
    decided: [true, 'variable'],
  },
  {
    title: 'nothing in a package build',
    env: { SOURCE_DATE_EPOCH: '0' },
    files: SHOWN,
    decided: [false, 'sandbox'],
  },
  {
    title: 'nothing in a package build of a host with a documented notice',
    host: { notice: ELSEWHERE },
    env: { NIX_BUILD_TOP: '/build' },
    decided: [false, 'sandbox'],
  },
  {
    title: 'nothing in a distribution that turned it off',
    host: { distribution: 'disabled' },
    env: { ACME_TELEMETRY: '1' },
    files: { ...SHOWN, [YES]: yesContent(1) },
    decided: [false, 'distribution'],
  },
  {
    title: 'nothing where the project says no',
    project: false,
    files: { ...SHOWN, [YES]: yesContent(1) },
    decided: [false, 'project'],
  },
  {
    title: 'nothing while the project has not said what it announced',
    project: 'pending',
    files: SHOWN,
    decided: [false, 'project'],
  },
  { title: 'where the project does not object', project: true, files: SHOWN, decided: [true, 'notice'] },
  { title: 'nothing on the project’s word alone', project: true, decided: [false, 'notice'] },
  {
    title: 'nothing on a policy’s word alone',
    files: { [POLICY]: policyContent(true) },
    decided: [false, 'notice'],
  },
  {
    title: 'nothing under a policy that says no',
    files: { ...SHOWN, [YES]: yesContent(1), [POLICY]: policyContent(false) },
    decided: [false, 'policy'],
  },
  {
    title: 'nothing after disable, a yes notwithstanding',
    files: { ...SHOWN, [YES]: yesContent(1), [NO]: '' },
    decided: [false, 'user-no'],
  },
  {
    title: 'nothing where a variable says yes and a file says no',
    env: { ACME_TELEMETRY: '1' },
    files: { [NO]: '' },
    decided: [false, 'user-no'],
  },
  {
    title: 'nothing with DO_NOT_TRACK beside a yes',
    env: { ACME_TELEMETRY: '1', DO_NOT_TRACK: '1' },
    decided: [false, 'do-not-track'],
  },
  {
    title: 'nothing as root through sudo',
    env: { SUDO_UID: '1000', ACME_TELEMETRY: '1' },
    decided: [false, 'account'],
  },
  {
    title: 'nothing for a broken collector of one’s own',
    env: { ACME_TELEMETRY: '1', ACME_TELEMETRY_ENDPOINT: 'http://far.example' },
    decided: [false, 'endpoint-variable'],
  },
];

describe('readSources', () => {
  const folder = useFolder();
  const ask = ({ host, env = {}, project, files = {} }: Omit<Row, 'title' | 'decided'>): Decision => {
    for (const [name, text] of Object.entries(files)) folder.write(name, text);
    return readConsent({ host: acmeConsent(folder.path, host), env, project });
  };

  for (const {
    title,
    decided: [granted, source],
    ...row
  } of ROWS) {
    it(`records ${title}`, () => {
      const decision = ask(row);
      expect([decision.granted, decision.reading?.source]).to.deep.equal([granted, source]);
    });
  }

  it('lists the sources in the order of SOURCE_NAMES, each that a host has', () => {
    const host = acmeConsent(folder.path, { variables: { ACME_OLD: 'disables' } });
    const { spoken, unspoken } = readSources({ host, env: {}, project: undefined });
    const listed = [...spoken, ...unspoken].map(({ source }) => source);
    expect(listed).to.deep.equal(SOURCE_NAMES.filter((name) => name !== 'documented-notice'));
  });

  it('says where it looked and why, for status', () => {
    const { spoken, unspoken } = readSources({ host: acmeConsent(folder.path), env: {}, project: undefined });
    for (const { where, note } of [...spoken, ...unspoken]) {
      expect(where).not.to.equal('');
      expect(note).to.be.a('string').that.is.not.equal('');
    }
  });

  for (const env of [
    { DO_NOT_TRACK: '1' },
    { ACME_TELEMETRY_DISABLED: '1' },
    { ACME_TELEMETRY: '0' },
    { OTEL_SDK_DISABLED: 'true' },
  ]) {
    it(`looks at no file with ${JSON.stringify(env)}`, () => {
      const calls = callsOf('lstatSync', () => expect(ask({ env }).granted).to.equal(false));
      expect(calls).to.deep.equal([]);
    });
  }

  it('looks at no default after a stored yes', () => {
    const calls = callsOf('lstatSync', () => void ask({ files: { [YES]: yesContent(1) } }));
    expect(calls).not.to.include(folder.at(MARKER));
  });

  it('decides about any combination of all sources as the design says', () => {
    let run = 0;
    fc.assert(
      fc.property(situations, (situation) => {
        run += 1;
        const home = folder.at(String(run));
        mkdirSync(home);
        expect(decideIn(home, situation)).to.deep.equal(expectedDecision(situation));
      }),
      { numRuns: 500 },
    );
  });

  it('writes nothing, whatever it finds', () => {
    ask({});
    expect(existsSync(folder.at('state'))).to.equal(false);
    expect(existsSync(folder.at('config'))).to.equal(false);
  });

  function decideIn(home: string, situation: Situation): ReturnType<typeof expectedDecision> {
    const { host, env, project, files, escalated } = situation;
    const prefix = home.slice(folder.path.length + 1);
    for (const [name, text] of Object.entries(files))
      if (text !== undefined) folder.write(`${prefix}/${name}`, text);
    const all = escalated ? { ...env, SUDO_UID: '1000' } : env;
    const { granted, reading } = readConsent({ host: acmeConsent(home, host), env: all, project });
    return { granted, by: reading?.source };
  }
});
