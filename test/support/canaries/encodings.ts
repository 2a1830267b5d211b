import { createHash } from 'node:crypto';
import type { Canary } from './canary.ts';

/** A canary as it would look if somebody had encoded it: the name of the encoding, and the bytes to look for. */
export type Form = readonly [encoding: string, bytes: Buffer];

/** Writes a canary in every encoding that is looked for. */
export function formsOf({ secret, shape }: Canary): Form[] {
  return [
    ...variantsOf(secret).flatMap(([variant, text]) => [
      ...textForms(variant, text),
      // What was cut off in the middle. Seven digits stand anywhere by chance.
      ...(shape === 'token' ? halves(variant, text) : []),
    ]),
    ...hashForms(secret),
    ...(shape === 'number' ? numberForms(BigInt(secret)) : []),
    ...(shape === 'trace-id' || shape === 'span-id' ? idForms(Buffer.from(secret, 'hex')) : []),
  ];
}

type Variant = readonly [name: string, text: string];

function variantsOf(secret: string): Variant[] {
  const all = [...casesOf('plain', secret), ...casesOf('reversed', reverse(secret))];
  // Digits have no case.
  return all.filter(([, text], at) => all.findIndex((variant) => variant[1] === text) === at);
}

function casesOf(name: string, text: string): Variant[] {
  return [
    [name, text],
    [`${name}, lower case`, text.toLowerCase()],
    [`${name}, upper case`, text.toUpperCase()],
    [`${name}, case swapped`, swapCase(text)],
  ];
}

function reverse(text: string): string {
  return text.split('').toReversed().join('');
}

function swapCase(text: string): string {
  return text.replaceAll(/[a-z]/gi, (letter) =>
    letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
  );
}

function textForms(variant: string, text: string): Form[] {
  const wide = Buffer.from(text, 'utf16le');
  const escaped = (before: string): string =>
    [...Buffer.from(text)].map((byte) => before + byte.toString(16).padStart(2, '0')).join('');
  const forms: Form[] = [
    [variant, Buffer.from(text)],
    [`${variant}, UTF-16LE`, wide],
    [`${variant}, UTF-16BE`, Buffer.from(wide).swap16()],
    ...anyCase(`${variant}, URL`, escaped('%')),
    ...anyCase(`${variant}, JSON`, escaped('\\u00')),
    ...byteForms(variant, Buffer.from(text)),
  ];
  return forms;
}

/** Bytes as hexadecimal digits and as base64. */
function byteForms(name: string, bytes: Buffer): Form[] {
  return [...anyCase(`${name}, hex`, bytes.toString('hex')), ...base64Forms(name, bytes)];
}

function anyCase(name: string, text: string): Form[] {
  return [
    [name, Buffer.from(text)],
    // The `u` of an escape in JSON is always small.
    [`${name}, capitals`, Buffer.from(text.toUpperCase().replaceAll('\\U', '\\u'))],
  ];
}

/** The characters that do not depend on what stands before and after, for each of the three ways to lie. */
function base64Forms(name: string, bytes: Buffer): Form[] {
  return [0, 1, 2].flatMap((before): Form[] => {
    const [begin, end] = [Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6)];
    const padded = Buffer.concat([Buffer.alloc(before), bytes]);
    return [
      [`${name}, base64 +${before}`, Buffer.from(padded.toString('base64').slice(begin, end))],
      [`${name}, base64url +${before}`, Buffer.from(padded.toString('base64url').slice(begin, end))],
    ];
  });
}

function halves(variant: string, text: string): Form[] {
  const middle = text.length / 2;
  return [
    [`first half, ${variant}`, Buffer.from(text.slice(0, middle))],
    [`second half, ${variant}`, Buffer.from(text.slice(middle))],
  ];
}

/** Hashes without a key can be guessed. The beginning is enough: people shorten them. */
function hashForms(secret: string): Form[] {
  return [secret, secret.toLowerCase(), secret.toUpperCase()].flatMap((text) =>
    ['md5', 'sha1', 'sha256', 'sha512'].flatMap((algorithm): Form[] => {
      const digest = createHash(algorithm).update(text).digest();
      return [
        ...anyCase(`${algorithm}, hex`, digest.toString('hex', 0, 8)),
        [`${algorithm}, base64`, Buffer.from(digest.toString('base64').slice(0, 16))],
        [`${algorithm}, base64url`, Buffer.from(digest.toString('base64url').slice(0, 16))],
        [`${algorithm}, bytes`, digest.subarray(0, 8)],
      ];
    }),
  );
}

function idForms(bytes: Buffer): Form[] {
  return [['bytes', bytes], ...byteForms('bytes', bytes)];
}

function numberForms(value: bigint): Form[] {
  const [integer, float] = [Buffer.alloc(8), Buffer.alloc(8)];
  integer.writeBigUInt64LE(value);
  float.writeDoubleLE(Number(value));
  return [
    ...anyCase('number, hexadecimal', value.toString(16)),
    ['number, 64 bits', integer],
    ['number, 64 bits, big end first', Buffer.from(integer).swap64()],
    ['number, double', float],
    ['number, double, big end first', Buffer.from(float).swap64()],
  ];
}
