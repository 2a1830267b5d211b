import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { makeCanary } from '../support/canaries/canary.ts';
import { createFinder, findCanary } from '../support/canaries/find-canaries.ts';

type Encoding = readonly [name: string, encode: (text: string) => string | Buffer];

const swapCase = (text: string): string =>
  text
    .split('')
    .map((c) => (c === c.toUpperCase() ? c.toLowerCase() : c.toUpperCase()))
    .join('');
const reverse = (text: string): string => text.split('').toReversed().join('');
const hash =
  (algorithm: string, encoding: 'hex' | 'base64' | 'base64url') =>
  (text: string): string =>
    createHash(algorithm).update(text).digest(encoding);

/** Written down once more, by other means than the finder's. */
const ENCODINGS: readonly Encoding[] = [
  ['plain', (text) => text],
  ['lower case', (text) => text.toLowerCase()],
  ['upper case', (text) => text.toUpperCase()],
  ['reversed', reverse],
  ['case swapped', swapCase],
  ['reversed, case swapped', (text) => swapCase(reverse(text))],
  ['cut off after its half', (text) => text.slice(0, 12)],
  ['cut off before its half', (text) => text.slice(-12)],
  ['base64', btoa],
  ['base64, second alignment', (text) => btoa(`x${text}`).slice(2)],
  ['base64, third alignment', (text) => btoa(`xy${text}`).slice(3)],
  ['base64 amid other words', (text) => btoa(`user=alice;token=${text};more=1`)],
  ['base64 for URLs', (text) => Buffer.from(`??>>${text}>>??`).toString('base64url')],
  ['base64, reversed first', (text) => btoa(reverse(text))],
  ['hex', (text) => Buffer.from(text).toString('hex')],
  ['hex in capitals', (text) => Buffer.from(text).toString('hex').toUpperCase()],
  ['URL', (text) => text.replaceAll(/./g, (c) => `%${c.charCodeAt(0).toString(16)}`)],
  [
    'URL in capitals',
    (text) => text.replaceAll(/./g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`),
  ],
  ['inside a URL', (text) => encodeURIComponent(`https://alice:${text}@example.com/?a=b c`)],
  ['JSON', (text) => text.replaceAll(/./g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)],
  ['inside JSON', (text) => JSON.stringify({ nested: JSON.stringify({ line: `"\n${text}\n"` }) })],
  ['UTF-16', (text) => Buffer.from(text, 'utf16le')],
  ['UTF-16, big end first', (text) => Buffer.from(text.split('').flatMap((c) => [0, c.charCodeAt(0)]))],
  ['md5', hash('md5', 'hex')],
  ['sha1', hash('sha1', 'hex')],
  ['sha256', hash('sha256', 'hex')],
  ['sha256 in base64', hash('sha256', 'base64')],
  ['sha256 in base64 for URLs', hash('sha256', 'base64url')],
  ['sha256 of the lower case', (text) => hash('sha256', 'hex')(text.toLowerCase())],
  ['sha256, shortened', (text) => hash('sha256', 'hex')(text).slice(0, 20)],
  ['sha512', hash('sha512', 'hex')],
];

/** Makes bytes with something in the middle. */
function amid(encoded: string | Buffer): Buffer {
  return Buffer.concat([Buffer.from('{"k":"a-'), Buffer.from(encoded), Buffer.from('-b","é":1}')]);
}

describe('the finder of canaries', () => {
  for (const [name, encode] of ENCODINGS) {
    it(`finds one: ${name}`, () => {
      const [canary, other] = [makeCanary('here'), makeCanary('elsewhere')];
      const haystack = amid(encode(canary.secret));
      expect(findCanary(haystack, canary)).to.not.deep.equal([]);
      const found = createFinder([other, canary])(haystack);
      expect(new Set(found.map(({ place }) => place))).to.deep.equal(new Set(['here']));
    });
  }

  it('finds one at either end, and each of many', () => {
    const canaries = Array.from({ length: 50 }, (_, index) => makeCanary(`place ${index}`));
    const find = createFinder(canaries);
    const haystack = Buffer.from(canaries.map(({ secret }) => secret).join(''));
    const places = new Set(find(haystack).map(({ place }) => place));
    expect(places).to.deep.equal(new Set(canaries.map(({ place }) => place)));
  });

  it('finds numbers as digits and as bytes', () => {
    const canary = makeCanary('here', 'number');
    const bytes = Buffer.alloc(8);
    bytes.writeDoubleBE(Number(canary.secret));
    expect(findCanary(amid(bytes), canary)).to.not.deep.equal([]);
    expect(findCanary(amid(JSON.stringify({ count: Number(canary.secret) })), canary)).to.not.deep.equal([]);
    expect(findCanary(amid(BigInt(canary.secret).toString(16)), canary)).to.not.deep.equal([]);
  });

  it('finds the ids of a trace as digits and as bytes', () => {
    for (const shape of ['trace-id', 'span-id'] as const) {
      const canary = makeCanary('here', shape);
      expect(findCanary(amid(Buffer.from(canary.secret, 'hex')), canary)).to.not.deep.equal([]);
      expect(findCanary(amid(canary.secret.toUpperCase()), canary)).to.not.deep.equal([]);
      expect(
        findCanary(amid(Buffer.from(canary.secret, 'hex').toString('base64')), canary),
      ).to.not.deep.equal([]);
    }
  });

  it('finds nothing where there is nothing', () => {
    const canaries = (['token', 'number', 'trace-id', 'span-id'] as const).map((shape) =>
      makeCanary(shape, shape),
    );
    const others = (['token', 'number', 'trace-id', 'span-id'] as const).map((shape) =>
      makeCanary(shape, shape),
    );
    const haystack = Buffer.from(others.map(({ secret }) => secret).join(' '));
    expect(createFinder(canaries)(haystack)).to.deep.equal([]);
    expect(createFinder(canaries)(Buffer.alloc(3))).to.deep.equal([]);
  });
});
