import { expect } from 'chai';
import type { Reading } from '../../../../src/consent/reading.ts';
import { checkConsent } from '../../../../src/verbs/checks/consent.ts';
import { collectStatus, type Status } from '../../../../src/verbs/collect-status.ts';
import { useFolder } from '../../support/folder.ts';
import { acmeHost } from '../../support/hosts.ts';
import { verbContext } from '../../support/verbs.ts';

describe('checkConsent', () => {
  const folder = useFolder();

  const statusOf = (env: NodeJS.ProcessEnv = {}): Status => {
    const directories = { config: folder.at('config'), state: folder.at('state'), policy: folder.at('etc') };
    const host = acmeHost({ directories }, folder.path);
    return collectStatus(verbContext({ host, env }));
  };

  it('says who decided, and finds nothing wrong with a no', () => {
    expect(
      checkConsent(statusOf({ ACME_TELEMETRY: '1' })).map(({ state, says }) => [state, says]),
    ).to.deep.equal([['ok', 'on, variable (ACME_TELEMETRY), set to yes']]);
    folder.write('config/telemetry-disabled', '');
    folder.write('etc/telemetry.json', '{"enabled":false}');
    const [check, ...others] = checkConsent(statusOf());
    expect(check).to.include({ state: 'ok' });
    expect(check?.says).to.match(/^off, policy /);
    expect(others).to.deep.equal([]);
  });

  for (const [source, file] of [
    ['policy', 'etc/telemetry.json'],
    ['user-yes', 'state/telemetry/enabled.json'],
    ['notice', 'state/telemetry/notice.json'],
  ] as const satisfies readonly (readonly [Reading['source'], string])[]) {
    it(`finds a file that says no only because it is corrupt: ${source}`, () => {
      folder.write(file, '{');
      const problems = checkConsent(statusOf({ ACME_TELEMETRY: '1' })).filter(
        ({ state }) => state === 'problem',
      );
      expect(problems.map(({ says }) => says)).to.deep.equal([
        `${source} says no, because ${folder.at(file)} is not its schema`,
      ]);
    });
  }
});
