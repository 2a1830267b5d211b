import { expect } from 'chai';
import * as fc from 'fast-check';
import { hasExactly, parseObject } from '../../../src/disk/json.ts';

const NO_OBJECTS = [
  '',
  ' ',
  'null',
  'true',
  '1',
  '"text"',
  '[]',
  '[{}]',
  '{',
  '{}{}',
  '\uFEFF{}',
  "{'a':1}",
  'undefined',
];

describe('parseObject', () => {
  for (const text of NO_OBJECTS) {
    it(`finds no object in ${JSON.stringify(text)}`, () => {
      expect(parseObject(text)).to.equal(undefined);
    });
  }

  it('finds the own properties of any JSON object', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (object) => {
        const text = JSON.stringify(object);
        expect(parseObject(text)).to.deep.equal(Object.assign(Object.create(null), JSON.parse(text)));
      }),
    );
  });

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(typeof parseObject(text)).to.be.oneOf(['object', 'undefined']);
      }),
    );
  });

  it('inherits nothing, from JavaScript or from the text', () => {
    const object = parseObject('{"__proto__":{"enabled":true}}');
    expect(object?.['enabled']).to.equal(undefined);
    expect(parseObject('{}')?.['constructor']).to.equal(undefined);
    expect(parseObject('{}')?.['__proto__']).to.equal(undefined);
  });
});

describe('hasExactly', () => {
  it('wants every key and no other', () => {
    expect(hasExactly({ a: 1, b: undefined }, ['b', 'a'])).to.equal(true);
    expect(hasExactly({ a: 1 }, ['a', 'b'])).to.equal(false);
    expect(hasExactly({ a: 1, b: 2, c: 3 }, ['a', 'b'])).to.equal(false);
    expect(hasExactly({ a: 1, c: 3 }, ['a', 'b'])).to.equal(false);
  });

  it('does not count what is inherited', () => {
    expect(hasExactly(Object.create({ a: 1 }), ['a'])).to.equal(false);
    expect(hasExactly({}, ['toString'])).to.equal(false);
  });
});
