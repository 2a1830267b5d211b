import { expect } from 'chai';
import * as fc from 'fast-check';
import { parse } from 'yaml';
import { toYaml, type YamlValue } from '../../../src/dictionary/yaml.ts';

const scalar: fc.Arbitrary<YamlValue> = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    'yes',
    'null',
    '1.0',
    '0x1',
    '2026-01-01',
    '- a',
    'a: b',
    '#',
    '',
    ' ',
    '\u0085',
    '\ufeff',
    '\ud800',
  ),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
  fc.boolean(),
);
const { value: anyValue } = fc.letrec<{ value: YamlValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    scalar,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(
      fc.string({ unit: 'binary' }).filter((key) => key !== '__proto__'),
      tie('value'),
      { maxKeys: 4 },
    ),
  ),
}));

describe('toYaml', () => {
  for (const version of ['1.2', '1.1'] as const) {
    it(`writes what a parser of YAML ${version} reads back as it was`, () => {
      fc.assert(
        fc.property(anyValue, (value) => {
          expect(parse(toYaml(value), { version })).to.deep.equal(value);
        }),
        { numRuns: 500 },
      );
    });
  }

  it('writes nothing that YAML does not call printable', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        expect(toYaml(value)).to.match(
          /^[\n\x20-\x7e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]*$/u,
        );
      }),
    );
  });

  it('quotes keys that some version of YAML takes for something else', () => {
    for (const key of ['y', 'no', 'on', 'null', 'true', '1', '<<', '']) {
      expect(toYaml({ [key]: 1 })).to.equal(`${JSON.stringify(key)}: 1\n`);
    }
  });

  it('writes blocks with two spaces, and leaves out what is undefined', () => {
    const text = toYaml({ a: [{ b: 'no', c: undefined, d: [1, true] }, [], 'x'], e: {} });
    expect(text).to.equal('a:\n  - b: "no"\n    d:\n      - 1\n      - true\n  - []\n  - "x"\ne: {}\n');
  });
});
