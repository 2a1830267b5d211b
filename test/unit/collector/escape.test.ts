import { expect } from 'chai';
import * as fc from 'fast-check';

import { escapeJson, escapeText } from '../../../src/collector/escape.ts';

const CASES: readonly (readonly [name: string, text: string, escaped: string])[] = [
  ['an escape sequence', '\u001b[31mred', '\\x1b[31mred'],
  ['a line feed', 'a\nb', 'a\\x0ab'],
  ['NUL', '\u0000', '\\x00'],
  ['DEL', '\u007f', '\\x7f'],
  ['a C1 control', '\u009b31m', '\\x9b31m'],
  ['a line separator', '\u2028', '\\u2028'],
  ['a paragraph separator', '\u2029', '\\u2029'],
  ['the first bidirectional embedding', '\u202a', '\\u202a'],
  ['a right-to-left override', 'exe.\u202etxt', 'exe.\\u202etxt'],
  ['the first isolate', '\u2066', '\\u2066'],
  ['the last isolate', '\u2069', '\\u2069'],
  ['a lone high surrogate', 'a\ud83d', 'a\\ud83d'],
  ['a lone low surrogate', '\ude00a', '\\ude00a'],
];

describe('escapeText', () => {
  for (const [name, text, escaped] of CASES) {
    it(`escapes ${name}`, () => {
      expect(escapeText(text)).to.equal(escaped);
    });
  }

  it('leaves letters, emoji and the neighbours of unsafe characters alone', () => {
    const text = ' ~\u00a0grüße 日本 עברית 🎉 \u2027\u202f\u2065\u206a';
    expect(escapeText(text)).to.equal(text);
  });
});

describe('escapeJson', () => {
  for (const [name, text] of CASES) {
    it(`keeps JSON the same while it escapes ${name}`, () => {
      const escaped = escapeJson(JSON.stringify(text));
      expect(escaped).to.match(/\\(?:u[0-9a-f]{4}|n)/);
      expect(escapeText(escaped)).to.equal(escaped);
      expect(JSON.parse(escaped)).to.equal(text);
    });
  }

  it('keeps every value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const json = JSON.stringify(value);
        expect(JSON.parse(escapeJson(json))).to.deep.equal(JSON.parse(json));
      }),
    );
  });
});
