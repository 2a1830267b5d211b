import { expect } from 'chai';
import { attribute, remakeAttribute } from '../../../src/catalog/attribute.ts';
import type { HostAttribute } from '../../../src/catalog/host-attribute.ts';
import { isOfType } from '../../../src/catalog/attribute-type.ts';

const WHY = 'Why it is recorded.';

/** One of each, as a host declares them. */
const MADE: Readonly<Record<string, HostAttribute>> = {
  oneOf: attribute.oneOf(['python', 'node'], WHY),
  boolean: attribute.boolean(WHY),
  count: attribute.count(10, WHY),
  integer: attribute.integer({ min: -5, max: 5 }, WHY, { on: 'step' }),
  bucket: attribute.bucket([0, 10, 100], WHY, { on: 'resource' }),
  version: attribute.version(WHY),
  name: attribute.name('command', WHY),
  hash: attribute.hash(WHY, { on: 'resource' }),
};

/** Calls that a vendor could make by mistake; what TypeScript refuses is called as JavaScript calls it. */
const js = attribute as unknown as Record<string, (...args: readonly unknown[]) => unknown>;
const manyWords = Array.from({ length: 501 }, (_, index) => `word-${index}`);
const WRONG: readonly (readonly [title: string, maker: string, args: readonly unknown[], word: string])[] = [
  ['no words', 'oneOf', [[], WHY], 'values'],
  ['501 words', 'oneOf', [manyWords, WHY], 'values'],
  ['a word twice', 'oneOf', [['a', 'a'], WHY], 'values'],
  ['an empty word', 'oneOf', [['a', ''], WHY], 'values'],
  ['a sentence for a word', 'oneOf', [['two words'], WHY], 'values'],
  ['a word of 65 characters', 'oneOf', [['x'.repeat(65)], WHY], 'values'],
  ['a word with a line end', 'oneOf', [['a\n'], WHY], 'values'],
  ['a word beyond ASCII', 'oneOf', [['ä'], WHY], 'values'],
  ['a number for a word', 'oneOf', [['a', 1], WHY], 'values'],
  ['a hole in the list', 'oneOf', [['a', , 'b'], WHY], 'values'], // oxlint-disable-line no-sparse-arrays -- the hole is what is tested
  ['text for the list', 'oneOf', ['python', WHY], 'values'],
  ['a set for the list', 'oneOf', [new Set(['a']), WHY], 'values'],
  ['a negative maximum', 'count', [-1, WHY], 'bounds'],
  ['a maximum of nothing', 'count', [0, WHY], 'bounds'],
  ['a count above a million', 'count', [1_000_001, WHY], 'bounds'],
  ['bounds more than a million apart', 'integer', [{ min: -1, max: 1_000_000 }, WHY], 'bounds'],
  ['bounds the wrong way round', 'integer', [{ min: 5, max: 1 }, WHY], 'bounds'],
  ['a bound that is no whole number', 'integer', [{ min: 0, max: 1.5 }, WHY], 'bounds'],
  ['a bound that is infinite', 'integer', [{ min: 0, max: Infinity }, WHY], 'bounds'],
  ['a bound that is text', 'integer', [{ min: '0', max: '9' }, WHY], 'bounds'],
  ['no bounds', 'integer', [undefined, WHY], ''],
  ['one bound', 'bucket', [[1], WHY], 'bounds'],
  ['101 bounds', 'bucket', [Array.from({ length: 101 }, (_, index) => index), WHY], 'bounds'],
  ['bounds that fall', 'bucket', [[10, 0], WHY], 'bounds'],
  ['a bound twice', 'bucket', [[0, 0], WHY], 'bounds'],
  ['NaN among bounds', 'bucket', [[0, Number.NaN], WHY], 'bounds'],
  ['infinity among bounds', 'bucket', [[0, Infinity], WHY], 'bounds'],
  ['a bound that has no room in OTLP', 'bucket', [[0, 2 ** 64], WHY], 'bounds'],
  ['a hole at the end of bounds', 'bucket', [[0, 10, ,], WHY], 'bounds'], // oxlint-disable-line no-sparse-arrays -- the hole is what is tested
  ['text among bounds', 'bucket', [['0', '1'], WHY], 'bounds'],
  ['names of hosts', 'name', ['host', WHY], 'kind'],
  ['names of nothing', 'name', ['constructor', WHY], 'kind'],
  ['a hash on a step', 'hash', [WHY, { on: 'step' }], 'on'],
  ['no purpose', 'boolean', [], 'purpose'],
  ['an empty purpose', 'version', [' \n'], 'purpose'],
  ['a purpose that is no text', 'hash', [{ why: WHY }], 'purpose'],
  ['a place that is none', 'boolean', [WHY, { on: 'event' }], 'on'],
  ['a place of the prototype', 'boolean', [WHY, { on: 'constructor' }], 'on'],
  ['a misspelt detail', 'boolean', [WHY, { no: 'step' }], 'details'],
  ['a place for the details', 'boolean', [WHY, 'step'], 'details'],
  ['null for the details', 'count', [5, WHY, null], 'details'],
];

describe('attribute', () => {
  for (const [title, maker, args, word] of WRONG) {
    it(`refuses ${title}`, () => {
      const call = (): unknown => js[maker]?.(...args);
      expect(call).to.throw(TypeError, word);
    });
  }

  for (const [maker, made] of Object.entries(MADE)) {
    it(`makes with ${maker} what cannot be changed afterwards`, () => {
      const parts = [made, ...Object.values(made).filter((part) => typeof part === 'object')];
      expect(parts.every((part) => Object.isFrozen(part))).to.equal(true);
      expect(made.purpose).to.equal(WHY);
    });

    it(`gives with ${maker} an example that is of its type`, () => {
      expect(isOfType(made.example, made, (kind, name) => kind === name)).to.equal(true);
    });
  }

  it('puts a value on the command span, or where it is told to', () => {
    expect(MADE['boolean']?.on).to.deep.equal(['span']);
    expect(MADE['integer']?.on).to.deep.equal(['step']);
    expect(MADE['hash']?.on).to.deep.equal(['resource']);
  });

  it('does not change with the list afterwards', () => {
    const words = ['python'];
    const made = attribute.oneOf(words, WHY);
    words.push('alice');
    expect(made.values).to.deep.equal(['python']);
  });

  it('takes an example, and its own where none is given', () => {
    expect(attribute.bucket([0, 10], WHY, { example: 0 }).example).to.equal(0);
    expect(js['bucket']?.([0, 10], WHY, { example: undefined, on: undefined })).to.deep.equal(
      attribute.bucket([0, 10], WHY),
    );
  });
});

describe('remakeAttribute', () => {
  for (const [maker, made] of Object.entries(MADE)) {
    it(`makes of what ${maker} made the same again`, () => {
      const remade = remakeAttribute(JSON.parse(JSON.stringify(made)) as HostAttribute);
      expect(remade).to.deep.equal(made);
      expect(Object.isFrozen(remade)).to.equal(true);
    });
  }

  it('keeps nothing that does not belong to the type', () => {
    const given = { ...MADE['boolean'], values: ['x'], free: 'text' } as unknown as HostAttribute;
    expect(remakeAttribute(given)).to.deep.equal(MADE['boolean']);
  });

  for (const [title, given] of [
    ['a type that there is not', { type: 'text', on: ['span'], purpose: WHY }],
    ['a type of the catalog alone', { type: 'uuid', on: ['span'], purpose: WHY }],
    ['a list that answers for itself', { ...MADE['oneOf'], values: { includes: () => true } }],
    ['a list that is text', { ...MADE['oneOf'], values: 'python' }],
    ['a bucket without bounds', { type: 'bucket', on: ['span'], purpose: WHY }],
    ['two places', { ...MADE['boolean'], on: ['span', 'step'] }],
    ['no place', { ...MADE['boolean'], on: [] }],
    ['a place that is no list', { ...MADE['boolean'], on: 'span' }],
    ['null', null],
    ['text', 'boolean'],
  ] as const) {
    it(`refuses ${title}`, () => {
      expect(() => remakeAttribute(given as unknown as HostAttribute)).to.throw(TypeError);
    });
  }
});
