import { expect } from 'chai';
import * as check from '../../../src/host/check.ts';

const SHOWN: readonly (readonly [unknown, string])[] = [
  ['text', 'got "text"'],
  ['"quoted"\n', String.raw`got "\"quoted\"\n"`],
  ['x'.repeat(5000), `got "${'x'.repeat(100)}"`],
  [7, 'got 7'],
  [null, 'got null'],
  [undefined, 'got undefined'],
  [false, 'got false'],
  [[1], 'got an array'],
  [{ secret: 1 }, 'got a value of type object'],
  [() => 'secret', 'got a value of type function'],
  [Symbol('secret'), 'got a value of type symbol'],
  [7n, 'got a value of type bigint'],
];

describe('fail', () => {
  for (const [value, shown] of SHOWN) {
    it(`says "${shown.slice(0, 40)}"`, () => {
      const failing = (): never => check.fail('option', 'something', value);
      expect(failing).to.throw(TypeError, `commandspan: option "option": expected something, ${shown}`);
    });
  }

  it('does not print a value of any length', () => {
    expect(() => check.fail('option', 'something', 'x'.repeat(5000))).to.throw(/^.{1,200}$/);
  });
});

describe('oneOf', () => {
  it('takes only what is exactly one of the words', () => {
    const color = check.oneOf('red', 'blue');
    expect(color('red', 'color')).to.equal('red');
    for (const value of ['RED', ' red', ['red'], new String('red')]) {
      expect(() => color(value, 'color')).to.throw(TypeError, "'red' or 'blue'");
    }
  });
});

describe('integer', () => {
  it('takes its bounds and what lies between', () => {
    expect([1, 2, 3].map((value) => check.integer(1, 3)(value, 'n'))).to.deep.equal([1, 2, 3]);
    for (const value of [0, 4, 1.5, '2', 2n, -0.5])
      expect(() => check.integer(1, 3)(value, 'n')).to.throw(TypeError);
  });
});

describe('recordOf', () => {
  const numbers = check.recordOf(/^[a-z_]+$/, check.integer(0, 9));

  it('keeps own values only, a key called __proto__ included', () => {
    expect(numbers(Object.create({ inherited: 1 }), 'n')).to.deep.equal({});
    const found = numbers(JSON.parse('{"__proto__":1}'), 'n');
    expect(Object.entries(found)).to.deep.equal([['__proto__', 1]]);
  });

  it('says which value is wrong', () => {
    expect(() => numbers({ a: 1, b: 10 }, 'n')).to.throw(TypeError, '"n.b"');
  });
});
