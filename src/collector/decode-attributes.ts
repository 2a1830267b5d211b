import { DecodeError, expected, isAbsent, readInt64, readList, readRecord, readText } from './shape.ts';
import type { AttributeValue, Attributes } from './spans.ts';

/** Far beyond what people write by hand, far below the call stack. */
const MAX_VALUE_DEPTH = 32;
const INT64_MIN = -(2n ** 63n);
const INT64_MAX = 2n ** 63n - 1n;
/** What proto3 JSON writes for the doubles that JSON numbers lack. */
const DOUBLE_NAMES = new Set(['NaN', 'Infinity', '-Infinity']);

interface Place {
  readonly path: string;
  readonly depth: number;
}

const READERS: readonly (readonly [string, (value: unknown, place: Place) => AttributeValue])[] = [
  ['stringValue', (value, place) => readText(value, place.path)],
  ['boolValue', decodeBoolean],
  ['intValue', decodeInteger],
  ['doubleValue', decodeDouble],
  ['arrayValue', decodeArray],
  ['kvlistValue', decodeMap],
  ['bytesValue', (value, place) => readText(value, place.path)],
];

/**
 * Decodes a list of OTLP/JSON `KeyValue`s; of two with the same key the later one counts.
 * @throws DecodeError when the list or a value in it has the wrong shape.
 */
export function decodeAttributes(value: unknown, path: string): Attributes {
  return decodePairs(value, { path, depth: 0 });
}

function decodePairs(value: unknown, place: Place): Attributes {
  // fromEntries defines own properties, so that a key `__proto__` is only a key.
  return Object.fromEntries(iteratePairs(readList(value, place.path), place));
}

// One by one, for a hostile list has millions and this must not hold them twice.
function* iteratePairs(list: readonly unknown[], place: Place): Generator<[string, AttributeValue]> {
  for (const [index, item] of list.entries()) {
    const path = `${place.path}[${index}]`;
    const pair = readRecord(item, path);
    yield [readText(pair.key, `${path}.key`), decodeValue(pair.value, { path, depth: place.depth })];
  }
}

function decodeValue(value: unknown, place: Place): AttributeValue {
  if (place.depth > MAX_VALUE_DEPTH) throw new DecodeError(`${place.path}: nested too deeply`);
  if (isAbsent(value)) return null;
  const fields = readRecord(value, `${place.path}.value`);
  const reader = READERS.find(([name]) => fields[name] !== undefined);
  if (reader === undefined) return null;
  const [name, read] = reader;
  return read(fields[name], { path: `${place.path}.value.${name}`, depth: place.depth + 1 });
}

function decodeBoolean(value: unknown, place: Place): boolean {
  if (typeof value !== 'boolean') throw expected('a boolean', place.path);
  return value;
}

function decodeInteger(value: unknown, place: Place): number | string {
  const integer = readInt64(value, place.path);
  if (integer < INT64_MIN || integer > INT64_MAX) throw expected('an integer of 64 bits', place.path);
  const number = Number(integer);
  return Number.isSafeInteger(number) ? number : integer.toString();
}

// A null here is what JSON.stringify makes of NaN. The real Collector refuses the whole batch for it, so does this one.
function decodeDouble(value: unknown, place: Place): number | string {
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value === 'string' && DOUBLE_NAMES.has(value)) return value;
  throw expected('a number', place.path);
}

function decodeArray(value: unknown, place: Place): readonly AttributeValue[] {
  const path = `${place.path}.values`;
  return readList(readRecord(value, place.path).values, path).map((item, index) =>
    decodeValue(item, { path: `${path}[${index}]`, depth: place.depth }),
  );
}

function decodeMap(value: unknown, place: Place): Attributes {
  return decodePairs(readRecord(value, place.path).values, {
    path: `${place.path}.values`,
    depth: place.depth,
  });
}
