import { expect } from 'chai';
import { hasLateNo, readConsent } from '../../../src/consent/consent.ts';
import { policyContent, yesContent } from '../../../src/consent/files.ts';
import { useFolder } from '../support/folder.ts';
import { acmeConsent, acmePaths } from '../support/hosts.ts';

describe('hasLateNo', () => {
  const folder = useFolder();
  const ask = (project?: boolean | 'pending'): boolean => hasLateNo(acmePaths(folder.path), project);

  it('finds none where nobody has said no', () => {
    expect([ask(), ask(true)]).to.deep.equal([false, false]);
  });

  it('finds the user’s no, whatever the project says', () => {
    folder.write('config/acme/telemetry-disabled', '');
    expect([ask(), ask(true)]).to.deep.equal([true, true]);
  });

  it('finds the no of the machine’s policy', () => {
    folder.write('etc/acme/telemetry.json', policyContent(false));
    expect(ask()).to.equal(true);
  });

  it('finds a policy that cannot be read', () => {
    folder.write('etc/acme/telemetry.json', '{"enabled":');
    expect(ask()).to.equal(true);
  });

  it('finds the project’s no, and one that was announced and never came', () => {
    expect([ask(false), ask('pending')]).to.deep.equal([true, true]);
  });

  it('is not outvoted by a stored yes', () => {
    folder.write('state/acme/telemetry/enabled.json', yesContent(1));
    folder.write('config/acme/telemetry-disabled', '');
    expect(ask(true)).to.equal(true);
  });
});

describe('readConsent', () => {
  const folder = useFolder();

  it('answers with the reading that decided', () => {
    const moment = { host: acmeConsent(folder.path), env: { ACME_TELEMETRY: '1' }, project: undefined };
    expect(readConsent(moment)).to.deep.include({ granted: true });
    expect(readConsent(moment).reading).to.include({ source: 'variable', where: 'ACME_TELEMETRY' });
  });
});
