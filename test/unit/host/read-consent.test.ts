import { expect } from 'chai';
import { readConsent } from '../../../src/host/read-consent.ts';

/** What it answers comes out of a bundle; the tests of processes and of the package have it. */
describe('readConsent', () => {
  it('throws a TypeError for wrong options, the vendor’s own mistake', () => {
    expect(() => readConsent({ name: 'no name' })).to.throw(TypeError, '"name"');
    expect(() => readConsent({ name: 'acme', consent: 'maybe' as 'opt-in' })).to.throw(
      TypeError,
      '"consent"',
    );
  });

  it('answers no where it cannot ask, as in hosts that are bundled themselves', () => {
    expect(readConsent({ name: 'acme' })).to.deep.equal({ granted: false, reading: undefined });
  });
});
