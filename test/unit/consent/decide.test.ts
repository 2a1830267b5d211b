import { expect } from 'chai';
import * as fc from 'fast-check';
import { decide } from '../../../src/consent/decide.ts';
import { SOURCE_NAMES, type Reading, type Says } from '../../../src/consent/reading.ts';

const reading = (says?: Says): fc.Arbitrary<Reading> =>
  fc.record({
    source: fc.constantFrom(...SOURCE_NAMES),
    says: says === undefined ? fc.constantFrom('yes', 'no', 'nothing') : fc.constant(says),
    where: fc.string(),
  });
const readings = fc.array(reading());

const say = (...words: Says[]): Reading[] =>
  words.map((says, index) => ({ source: 'variable', says, where: `reading ${index}` }));

describe('decide', () => {
  it('never records where one spoken reading says no', () => {
    fc.assert(
      fc.property(fc.tuple(readings, reading('no'), readings), readings, ([earlier, no, later], unspoken) => {
        expect(decide({ spoken: [...earlier, no, ...later], unspoken }).granted).to.equal(false);
      }),
    );
  });

  it('never records after any history with a no, whatever is said later', () => {
    fc.assert(
      fc.property(fc.array(reading(), { minLength: 1 }), (history) => {
        const decisions = history.map((_, index) =>
          decide({ spoken: history.slice(0, index + 1), unspoken: [] }),
        );
        const firstNo = history.findIndex(({ says }) => says === 'no');
        if (firstNo < 0) return;
        expect(decisions.slice(firstNo).map(({ granted }) => granted)).not.to.include(true);
      }),
    );
  });

  it('records on a spoken yes without a no, whatever the defaults are', () => {
    const silent = fc.array(fc.oneof(reading('yes'), reading('nothing')));
    fc.assert(
      fc.property(fc.tuple(silent, reading('yes'), silent), readings, ([earlier, yes, later], unspoken) => {
        expect(decide({ spoken: [...earlier, yes, ...later], unspoken }).granted).to.equal(true);
      }),
    );
  });

  it('names a reading of the input that says what was decided', () => {
    fc.assert(
      fc.property(readings, readings, (spoken, unspoken) => {
        const { granted, reading: named } = decide({ spoken, unspoken });
        if (named === undefined) {
          expect(granted).to.equal(false);
          expect([...spoken, ...unspoken].every(({ says }) => says === 'nothing')).to.equal(true);
          return;
        }
        expect([...spoken, ...unspoken]).to.include(named);
        expect(named.says).to.equal(granted ? 'yes' : 'no');
      }),
    );
  });

  it('decides the same in whatever order the spoken readings come', () => {
    const shuffled = readings.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    );
    fc.assert(
      fc.property(shuffled, readings, ([spoken, again], unspoken) => {
        expect(decide({ spoken: again, unspoken }).granted).to.equal(decide({ spoken, unspoken }).granted);
      }),
    );
  });

  it('leaves it to the first default that says something', () => {
    const spoken = say('nothing', 'nothing');
    const unspoken = say('nothing', 'yes', 'no');
    expect(decide({ spoken, unspoken })).to.deep.equal({ granted: true, reading: unspoken[1] });
    const reversed = say('nothing', 'no', 'yes');
    expect(decide({ spoken, unspoken: reversed })).to.deep.equal({ granted: false, reading: reversed[1] });
  });

  it('records nothing when nobody says anything', () => {
    expect(decide({ spoken: [], unspoken: say('nothing') })).to.deep.equal({
      granted: false,
      reading: undefined,
    });
  });

  it('asks no further source after the first no', () => {
    const [no] = say('no') as [Reading];
    const spoken = function* (): Generator<Reading> {
      yield no;
      throw new Error('asked on');
    };
    expect(decide({ spoken: spoken(), unspoken: [] }).reading).to.equal(no);
  });

  it('asks no default after a yes', () => {
    const unspoken = {
      [Symbol.iterator]: (): Iterator<Reading> => {
        throw new Error('asked a default');
      },
    };
    expect(decide({ spoken: say('yes'), unspoken }).granted).to.equal(true);
  });
});
