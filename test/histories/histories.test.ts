import { expect } from 'chai';
import { createCoverage, findRare } from './coverage.ts';
import { playHistories } from './play-histories.ts';

/** A slice of what `npm run test:histories` plays. */
const HISTORIES = 700;
const SEED = 1;

describe('consent over random histories of processes', () => {
  const coverage = createCoverage();
  let failure: string | undefined;

  before(async function () {
    this.timeout(120_000);
    failure = await playHistories({ histories: HISTORIES, seed: SEED, coverage });
  });

  it('is kept: nothing is sent or stored after a no, nothing is lost, no id outlives its time', () => {
    if (failure !== undefined) expect.fail(failure);
  });

  it('was put to the test: what matters happened, and most histories sent something', () => {
    expect(findRare(coverage)).to.deep.equal([]);
  });
});
