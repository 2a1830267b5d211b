import { expect } from 'chai';
import { existsSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import type { Notice } from '../../../src/consent/consent-host.ts';
import { readNoticeMarker } from '../../../src/consent/files.ts';
import { showNotice, type NoticeMoment } from '../../../src/consent/notice.ts';
import { itOnPosix } from '../support/account.ts';
import { useFolder } from '../support/folder.ts';
import { acmeConsent } from '../support/hosts.ts';
import { onTerminal } from '../support/terminal.ts';

const LOUD = [
  [],
  ['deploy', '--name', 'x'],
  ['-v1'],
  ['a-v'],
  ['--helpful'],
  ['selfhelp'],
  ['versions'],
  ['reversion'],
];
const QUIET = [
  ['--help'],
  ['-h'],
  ['help', 'deploy'],
  ['deploy', '--help'],
  ['--version'],
  ['version'],
  ['-v'],
  ['-V'],
  ['list', '--json'],
  ['list', '--output=json'],
  ['list', '-o', 'JSON'],
  ['completion', 'bash'],
  ['__complete', 'dep'],
];

describe('showNotice', () => {
  const folder = useFolder();
  const show = (changes: Partial<NoticeMoment> & { notice?: Notice; streams?: number[] } = {}): string => {
    const { notice = { version: 1 }, streams = [0, 1, 2], ...moment } = changes;
    const host = acmeConsent(folder.path, { notice });
    return onTerminal(streams, () => showNotice({ host, env: {}, args: [], verb: undefined, ...moment }));
  };
  const marker = (): string => acmeConsent(folder.path).paths.noticeFile;

  for (const args of LOUD) {
    it(`tells a person who runs "acme ${args.join(' ')}", and stores that it did`, () => {
      expect(show({ args })).to.include('ACME_TELEMETRY=0');
      expect(readNoticeMarker(acmeConsent(folder.path)).says).to.equal('yes');
    });
  }

  for (const args of QUIET) {
    it(`leaves the output of "acme ${args.join(' ')}" as it is`, () => {
      expect(show({ args })).to.equal('');
      expect(readdirSync(folder.path)).to.deep.equal([]);
    });
  }

  for (const env of [{ CI: 'true' }, { GITHUB_ACTIONS: 'true' }, { CLAUDECODE: '1' }, { AI_AGENT: 'x' }]) {
    it(`is silent with ${JSON.stringify(env)}`, () => {
      expect(show({ env })).to.equal('');
      expect(existsSync(marker())).to.equal(false);
    });
  }

  for (const streams of [[], [0], [2], [1, 2], [0, 1]]) {
    it(`is silent where of the standard streams only [${streams.join(', ')}] are a terminal`, () => {
      expect(show({ streams })).to.equal('');
      expect(existsSync(marker())).to.equal(false);
    });
  }

  it('shows where only the output is piped away', () => {
    expect(show({ streams: [0, 2] })).not.to.equal('');
  });

  it('touches nothing for a host that tells its users elsewhere', () => {
    expect(show({ notice: { elsewhere: 'https://acme.example/telemetry', version: 1 } })).to.equal('');
    expect(readdirSync(folder.path)).to.deep.equal([]);
  });

  it('says the vendor’s own text alone', () => {
    expect(show({ notice: { text: 'Acme counts commands.', version: 2 } })).to.equal(
      '\nAcme counts commands.\n',
    );
  });

  it('does not count as shown what the terminal did not take', () => {
    const host = acmeConsent(folder.path, { notice: { version: 1 } });
    onTerminal([0, 2], () => {
      Reflect.set(process.getBuiltinModule('node:fs'), 'writeSync', () => 3);
      showNotice({ host, env: {}, args: [], verb: undefined });
    });
    expect(existsSync(marker())).to.equal(false);
  });

  it('names the verbs where they are mounted', () => {
    expect(show({ verb: 'telemetry' }))
      .to.include('acme telemetry disable')
      .and.include('More: acme telemetry');
    expect(show({ verb: undefined }))
      .not.to.include('acme telemetry')
      .and.not.include('See what');
  });

  it('stores the version that it showed', () => {
    show({ notice: { version: 3 } });
    const saysFor = (version: number): string =>
      readNoticeMarker(acmeConsent(folder.path, { notice: { version } })).says;
    expect([saysFor(3), saysFor(4)]).to.deep.equal(['yes', 'no']);
  });

  it('writes nothing to the terminal where its marker cannot be stored', () => {
    writeFileSync(folder.at('state'), 'in the way');
    let written = '';
    expect(() => {
      written = show();
    }).not.to.throw();
    expect(written).to.equal('');
  });

  itOnPosix('does not write into a planted folder', () => {
    folder.write('theirs/telemetry/x', '');
    folder.write('state/x', '');
    symlinkSync(folder.at('theirs'), folder.at('state', 'acme'));
    expect(show()).to.equal('');
    expect(readdirSync(folder.at('theirs', 'telemetry'))).to.deep.equal(['x']);
  });
});
