import { expect } from 'chai';
import { readProperty, readText } from '../../../src/span/safe-property.ts';

describe('readProperty', () => {
  it('reads what is there, inherited or not, of objects and functions', () => {
    expect(readProperty({ a: 1 }, 'a')).to.equal(1);
    expect(readProperty(Object.create({ a: 1 }), 'a')).to.equal(1);
    expect(readProperty(Error, 'name')).to.equal('Error');
  });

  for (const value of [undefined, null, 'text', 7, true, Symbol('x'), 7n]) {
    it(`reads nothing of ${typeof value} ${String(value)}`, () => {
      expect(readProperty(value, 'length')).to.equal(undefined);
    });
  }

  it('reads nothing where reading throws', () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    expect(readProperty(proxy, 'a')).to.equal(undefined);
  });
});

describe('readText', () => {
  it('reads text and nothing else', () => {
    expect(readText({ a: 'x' }, 'a')).to.equal('x');
    expect(
      [{ a: 1 }, { a: ['x'] }, { a: new String('x') }, {}].map((value) => readText(value, 'a')),
    ).to.deep.equal(['', '', '', '']);
  });
});
