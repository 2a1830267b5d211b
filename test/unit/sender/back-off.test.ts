import { expect } from 'chai';
import * as fc from 'fast-check';
import { nextSchedule, type BackOffInput } from '../../../src/sender/back-off.ts';
import { MAX_WAIT_MS } from '../../../src/spool/schedule.ts';

const NOW = Date.UTC(2027, 0, 1);
const SIX_HOURS_MS = 6 * 60 * 60 * 1000;

const inputs: fc.Arbitrary<BackOffInput> = fc.record({
  previous: fc.record({
    nextStart: fc.integer({ min: 0, max: NOW }),
    nextPost: fc.integer({ min: 0, max: NOW }),
    failures: fc.oneof(fc.nat(20), fc.nat(2 ** 31 - 1)),
  }),
  now: fc.constant(NOW),
  backoffMs: fc.integer({ min: 1000, max: MAX_WAIT_MS }),
  askedMs: fc.oneof(fc.constant(0), fc.nat(MAX_WAIT_MS)),
  failed: fc.boolean(),
  random: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
});

const schedule = (failures: number, changes: Partial<BackOffInput> = {}): ReturnType<typeof nextSchedule> =>
  nextSchedule({
    previous: { nextStart: NOW + 5, nextPost: NOW, failures },
    now: NOW,
    backoffMs: 60_000,
    askedMs: 0,
    failed: true,
    random: 0.999_999_999,
    ...changes,
  });

describe('nextSchedule', () => {
  it('never comes back earlier than the collector asked', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        expect(nextSchedule(input).nextPost).to.be.at.least(NOW + input.askedMs);
      }),
    );
  });

  it('never waits longer than a day, nor longer than six hours when nothing was asked', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const bound = input.askedMs === 0 ? SIX_HOURS_MS : MAX_WAIT_MS;
        const { nextPost, failures } = nextSchedule(input);
        expect(nextPost).to.be.within(NOW, NOW + bound);
        expect(Number.isSafeInteger(nextPost) && Number.isSafeInteger(failures)).to.equal(true);
      }),
    );
  });

  it('counts failures, and forgets them with the first answer', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const expected = input.failed ? input.previous.failures + 1 : 0;
        expect(nextSchedule(input).failures).to.equal(expected);
      }),
    );
  });

  it('may post again at once after a success', () => {
    expect(schedule(7, { failed: false })).to.deep.equal({ nextStart: NOW + 5, nextPost: NOW, failures: 0 });
  });

  it('doubles the wait with each failure, up to six hours', () => {
    const waits = [0, 1, 2, 3, 8, 9, 50].map((failures) =>
      Math.ceil((schedule(failures).nextPost - NOW) / 1000),
    );
    expect(waits).to.deep.equal([60, 120, 240, 480, 15_360, 21_600, 21_600]);
  });

  it('spreads the users of a collector over the whole wait', () => {
    const waits = [0, 0.25, 0.5, 0.75].map((random) => schedule(2, { random }).nextPost - NOW);
    expect(waits).to.deep.equal([0, 60_000, 120_000, 180_000]);
  });
});
