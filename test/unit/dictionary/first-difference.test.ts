import { expect } from 'chai';
import * as fc from 'fast-check';
import { firstDifference } from '../../../src/dictionary/first-difference.ts';

describe('firstDifference', () => {
  it('finds none between equal texts, whatever their line ends are', () => {
    expect(firstDifference('a\r\nb\n', 'a\nb\r\n')).to.equal(undefined);
  });

  for (const [found, expected, line] of [
    ['a\nx\n', 'a\nb\n', 2],
    ['a\n', 'a\nb\n', 2],
    ['a\nb\n', 'a\n', 2],
    ['a\nb', 'a\nb\n', 3],
    ['', 'a', 1],
  ] as const) {
    it(`finds line ${line} between ${JSON.stringify(found)} and ${JSON.stringify(expected)}`, () => {
      expect(firstDifference(found, expected)).to.deep.equal({
        line,
        found: found.split('\n')[line - 1],
        expected: expected.split('\n')[line - 1],
      });
    });
  }

  it('finds one between any two texts of different lines', () => {
    const text = fc.array(fc.constantFrom('a', 'b', '\n'), { maxLength: 8 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, text, (found, expected) => {
        expect(firstDifference(found, expected) === undefined).to.equal(found === expected);
      }),
    );
  });
});
