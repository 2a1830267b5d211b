import { expect } from 'chai';
import { processClock } from '../../../src/span/process-clock.ts';

describe('processClock', () => {
  it('says the same as performance, which it stands in for', () => {
    const now = performance.timeOrigin + performance.now();
    expect(processClock.timeOrigin + processClock.now()).to.be.closeTo(now, 1000);
    expect(processClock.timeOrigin).to.be.closeTo(performance.timeOrigin, 1000);
  });

  it('never runs backwards', () => {
    const times = Array.from({ length: 1000 }, () => processClock.now());
    expect(times).to.deep.equal(times.toSorted((a, b) => a - b));
  });
});
