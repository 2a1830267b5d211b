const ID_HEX = /^[0-9a-f]+$/i;
const DECIMAL = /^-?\d{1,20}$/;

/** Says that a body is not what OTLP asks for; the message names the place and what was expected there. */
export class DecodeError extends Error {
  override readonly name: string = 'DecodeError';
}

/**
 * Reads a JSON object.
 * @throws DecodeError for anything else.
 */
export function readRecord(value: unknown, path: string): Record<string, unknown> {
  if (!isRecord(value)) throw expected('an object', path);
  return value;
}

/**
 * Reads a list; an absent one is empty, as proto3 has it.
 * @throws DecodeError for anything else.
 */
export function readList(value: unknown, path: string): readonly unknown[] {
  if (isAbsent(value)) return [];
  if (!Array.isArray(value)) throw expected('an array', path);
  return value;
}

/**
 * Reads a string; an absent one is empty, as proto3 has it.
 * @throws DecodeError for anything else.
 */
export function readText(value: unknown, path: string): string {
  if (isAbsent(value)) return '';
  if (typeof value !== 'string') throw expected('a string', path);
  return value;
}

/**
 * Reads an enum, which OTLP/JSON writes as an integer only; an absent one is 0.
 * @throws DecodeError for anything else, names of enum values included.
 */
export function readEnum(value: unknown, path: string): number {
  if (isAbsent(value)) return 0;
  if (!Number.isInteger(value)) throw expected('an integer', path);
  return Number(value);
}

/**
 * Reads a 64-bit integer, a JSON number or decimal text, without loss.
 * @throws DecodeError for anything else.
 */
export function readInt64(value: unknown, path: string): bigint {
  if (typeof value === 'number' && Number.isInteger(value)) return BigInt(value);
  // The length is bounded before BigInt sees it: parsing millions of digits takes minutes.
  if (typeof value === 'string' && DECIMAL.test(value)) return BigInt(value);
  throw expected('an integer or decimal text', path);
}

/**
 * Reads an identifier of `bytes` bytes, given as hex digits in either case, into lower case.
 * @throws DecodeError when it is absent, of another length, or all zeroes, which the protocol calls invalid.
 */
export function readId(value: unknown, path: string, bytes: number): string {
  const valid = typeof value === 'string' && value.length === bytes * 2 && ID_HEX.test(value);
  if (!valid || /^0+$/.test(value)) throw expected(`${bytes * 2} hex digits, not all 0`, path);
  return value.toLowerCase();
}

/** Tells whether a field was not given; proto3 JSON also reads null so. */
export function isAbsent(value: unknown): value is undefined | null {
  return value === undefined || value === null;
}

/** Creates the error for a place that holds something else than it should. */
export function expected(what: string, path: string): DecodeError {
  return new DecodeError(`${path}: expected ${what}`);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
