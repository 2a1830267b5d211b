import { expect } from 'chai';
import * as fc from 'fast-check';
import { keyedHash } from '../../../src/identity/keyed-hash.ts';

describe('keyedHash', () => {
  it('is HMAC-SHA-256 over key and value, as other programs make it', () => {
    // printf 'acme.project\0git.example/ada/engine' | openssl dgst -sha256 -hmac 'salt of this machine'
    expect(keyedHash('salt of this machine', 'acme.project', 'git.example/ada/engine')).to.equal(
      'eec6ed23456d32dedb1139ea6ee8617e21292030f14dc5db4f079d225759d58f',
    );
  });

  it('is equal for equal salt, key and value alone', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 3 });
    const given = fc.tuple(text, fc.constantFrom('acme.a', 'acme.b'), text);
    fc.assert(
      fc.property(given, given, (one, other) => {
        // HMAC fills short keys up with zeroes.
        fc.pre(![one[0], other[0]].some((salt) => salt.endsWith('\0')));
        const areEqual = JSON.stringify(one) === JSON.stringify(other);
        expect(keyedHash(...one) === keyedHash(...other)).to.equal(areEqual);
      }),
    );
  });

  for (const value of ['', 'ä€😀', '\ud800', 'x'.repeat(1_000_000), 'a\0b']) {
    it(`hashes a text of ${value.length} characters into 64 digits: ${JSON.stringify(value.slice(0, 8))}`, () => {
      expect(keyedHash('salt', 'acme.project', value)).to.match(/^[0-9a-f]{64}$/);
    });
  }
});
