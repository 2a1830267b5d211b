import { randomBytes, randomInt } from 'node:crypto';

/** A secret that was made up for one run of the tests, so that it stands in no source, and the place it is put in. */
export interface Canary {
  readonly place: string;
  readonly secret: string;
  readonly shape: CanaryShape;
  /** Where it stands by design, and must be found, so that the search is known to look there. */
  readonly belongs: readonly Belongs[];
}

/** What a place has room for: letters and digits, a number, or the hexadecimal digits of a trace or span id. */
export type CanaryShape = 'token' | 'number' | 'trace-id' | 'span-id';

/** A place where a canary stands by design, and why. */
export interface Belongs {
  readonly where: RegExp;
  readonly why: string;
}

/** Makes the canary of a place. */
export function makeCanary(
  place: string,
  shape: CanaryShape = 'token',
  belongs: readonly Belongs[] = [],
): Canary {
  return { place, secret: SECRETS[shape](), shape, belongs };
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const TOKEN_LENGTH = 20;

const SECRETS: Readonly<Record<CanaryShape, () => string>> = {
  // A letter first: variables, classes and files can be called that.
  token: () => pick(LETTERS, 1) + pick(`${LETTERS}0123456789`, TOKEN_LENGTH - 1),
  // 15 digits, so that it is a whole number of JavaScript.
  number: () => String(randomInt(1, 10)) + pick('0123456789', 14),
  'trace-id': () => randomBytes(16).toString('hex'),
  'span-id': () => randomBytes(8).toString('hex'),
};

function pick(characters: string, length: number): string {
  return Array.from({ length }, () => characters[randomInt(characters.length)]).join('');
}
