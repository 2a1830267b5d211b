import { expect } from 'chai';

import { formatDuration } from '../../../src/collector/duration.ts';

const CASES: readonly (readonly [durationMs: number, text: string])[] = [
  [0, '0 ms'],
  [0.4, '<1 ms'],
  [12.3, '12 ms'],
  [999.4, '999 ms'],
  [999.6, '1.0 s'],
  [1234, '1.2 s'],
  [59_940, '59.9 s'],
  [59_960, '1 min 0 s'],
  [184_000, '3 min 4 s'],
  [3_599_400, '59 min 59 s'],
  [3_599_600, '1 h 0 min'],
  [7_500_000, '2 h 5 min'],
];

describe('formatDuration', () => {
  for (const [durationMs, text] of CASES) {
    it(`writes ${durationMs} ms as ${text}`, () => {
      expect(formatDuration(durationMs)).to.equal(text);
    });
  }
});
