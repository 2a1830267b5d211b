import { expect } from 'chai';
import { createCoverage } from '../histories/coverage.ts';
import { playRealHistories } from '../histories/play-histories.ts';

const HISTORIES = 12;
const SEED = 12;

/** The same histories and the same model as the simulated ones, so that those are held to what they stand for. */
describe('consent over random histories of real processes', () => {
  it('is what the simulated ones say', async function () {
    this.timeout(180_000);
    const coverage = createCoverage();
    const failure = await playRealHistories({ histories: HISTORIES, seed: SEED, coverage });
    if (failure !== undefined) expect.fail(failure);
    for (const situation of ['spans: delivered', 'end: a no came during the run', 'verb: disable succeeds']) {
      expect(coverage.historiesWith(situation), situation).to.be.greaterThan(0);
    }
  });
});
