import { expect } from 'chai';
import { dirname } from 'node:path';
import { CLAIM_PREFIX, spoolLayout } from '../../../src/spool/layout.ts';

describe('spoolLayout', () => {
  it('names distinct places of one spool, none of which looks like a claim', () => {
    const { dir, ...places } = spoolLayout('/spool/vendor');
    const all = Object.values(places);
    expect(all.every((place) => dirname(place) === dir)).to.equal(true);
    expect(new Set(all).size).to.equal(all.length);
    expect(all.some((place) => place.startsWith(`${dir}/${CLAIM_PREFIX}`))).to.equal(false);
  });
});
