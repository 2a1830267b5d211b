import { expect } from 'chai';
import { isForeignHome, readAccount } from '../../../src/consent/account.ts';
import type { Reading } from '../../../src/consent/reading.ts';
import { asStranger, giveAway, itOnPosix, itWithStranger } from '../support/account.ts';
import { useFolder } from '../support/folder.ts';
import { acmeConsent } from '../support/hosts.ts';

describe('readAccount', () => {
  const folder = useFolder();
  const ask = (env: NodeJS.ProcessEnv = {}, home = folder.path): Reading =>
    readAccount({ host: acmeConsent(home), env, project: undefined });

  it('says nothing in one’s own home', () => {
    expect(ask()).to.deep.include({ source: 'account', says: 'nothing', where: folder.path });
  });

  for (const name of ['SUDO_UID', 'DOAS_USER', 'PKEXEC_UID']) {
    for (const value of ['1000', '0', '']) {
      it(`says no where ${name} is set to ${JSON.stringify(value)}`, () => {
        expect(ask({ [name]: value })).to.include({ says: 'no', where: name });
      });
    }
  }

  it('says nothing for variables that only look alike', () => {
    expect(ask({ SUDO_USER: 'ada', SUDO_ASKPASS: '/bin/ask', USER: 'root' }).says).to.equal('nothing');
  });

  itOnPosix('says no where the home is missing', () => {
    expect(ask({}, folder.at('nowhere'))).to.include({ says: 'no', where: folder.at('nowhere') });
  });

  it('says no where there is no home', () => {
    const host = acmeConsent(folder.path);
    const homeless = { ...host, paths: { ...host.paths, home: '' } };
    const reading = readAccount({ host: homeless, env: {}, project: undefined });
    expect(reading).to.include({ says: 'no', where: 'no home' });
  });

  itWithStranger('says no where the home is another account’s', () => {
    giveAway(folder.path);
    expect(ask().says).to.equal('no');
  });

  itWithStranger('says no to an account that runs in the home of root', () => {
    expect(asStranger(() => ask()).says).to.equal('no');
  });
});

describe('isForeignHome', () => {
  const folder = useFolder();

  it('is no home of one’s own, none at all, and none that is missing', () => {
    expect([folder.path, '', folder.at('nowhere')].map(isForeignHome)).to.deep.equal([false, false, false]);
  });

  itWithStranger('is a home of another account’s', () => {
    expect(isForeignHome(giveAway(folder.path))).to.equal(true);
  });
});
