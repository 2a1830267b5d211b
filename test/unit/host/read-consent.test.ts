import { expect } from 'chai';
import { readConsent } from '../../../src/host/read-consent.ts';
import type { ConsentOptions } from '../../../src/host/telemetry-options.ts';
import { useFolder } from '../support/folder.ts';

describe('readConsent', () => {
  const folder = useFolder();
  const options = (): ConsentOptions => ({
    name: 'acme-read-consent',
    directories: { config: folder.at('c'), state: folder.at('s'), policy: folder.at('p') },
  });

  it('hears the environment and the files of now', () => {
    process.env['ACME_READ_CONSENT_TELEMETRY'] = '0';
    try {
      expect(readConsent(options())).to.have.property('granted', false);
    } finally {
      delete process.env['ACME_READ_CONSENT_TELEMETRY'];
    }
    folder.write('c/telemetry-disabled', '');
    expect(readConsent(options()).granted).to.equal(false);
  });

  it('throws a TypeError for wrong options, the vendor’s own mistake', () => {
    expect(() => readConsent({ name: 'no name' })).to.throw(TypeError, '"name"');
  });
});
