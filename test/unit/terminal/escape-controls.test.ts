import { expect } from 'chai';
import * as fc from 'fast-check';
import { escapeControls } from '../../../src/terminal/escape-controls.ts';

describe('escapeControls', () => {
  for (const [text, shown] of [
    ['plain\ntext ä€😀', 'plain\ntext ä€😀'],
    ['\u001b[31mred\u0007', '\\u001b[31mred\\u0007'],
    ['\u009b2J\u007f', '\\u009b2J\\u007f'],
    ['back\rwards\t', 'back\\u000dwards\\u0009'],
    ['txt.\u202egpj.exe', 'txt.\\u202egpj.exe'],
    ['a\u2028b\u2029', 'a\\u2028b\\u2029'],
  ] as const) {
    it(`shows ${JSON.stringify(text)} as text`, () => {
      expect(escapeControls(text)).to.equal(shown);
    });
  }

  it('leaves nothing that a terminal would obey, of any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        // oxlint-disable-next-line no-control-regex -- they are what this is about
        expect(escapeControls(text)).to.not.match(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
      }),
    );
  });
});
