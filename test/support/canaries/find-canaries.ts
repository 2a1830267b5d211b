import type { Canary } from './canary.ts';
import { formsOf } from './encodings.ts';

/** A canary that was found, and in which encoding. */
export interface Finding {
  readonly place: string;
  readonly encoding: string;
}

/** Finds every canary of a set in any bytes. */
export type Finder = (haystack: Buffer) => Finding[];

/** All forms of all canaries are at least this long, and are looked up by their beginning. */
const KEY_BYTES = 8;

/** Finds one canary, in any encoding; see {@link createFinder} for many. */
export function findCanary(haystack: Buffer, canary: Canary): Finding[] {
  return createFinder([canary])(haystack);
}

/** Makes a finder of canaries: one pass over the bytes, however many there are to find. */
export function createFinder(canaries: readonly Canary[]): Finder {
  const needles = new Map<string, Needle[]>();
  for (const canary of canaries) {
    for (const [encoding, bytes] of formsOf(canary)) {
      if (bytes.length < KEY_BYTES)
        throw new Error(`${encoding} of ${canary.place} is too short to look for`);
      const key = bytes.toString('latin1', 0, KEY_BYTES);
      const same = needles.get(key);
      const needle = { bytes, finding: { place: canary.place, encoding } };
      if (same === undefined) needles.set(key, [needle]);
      else same.push(needle);
    }
  }
  const beginnings = beginningsOf(needles.keys());
  return (haystack) => {
    const found = new Set<Finding>();
    for (let at = 0; at + KEY_BYTES <= haystack.length; at += 1) {
      if (beginnings[haystack.readUInt16LE(at)] === 0) continue;
      for (const { bytes, finding } of needles.get(haystack.toString('latin1', at, at + KEY_BYTES)) ?? []) {
        if (haystack.subarray(at, at + bytes.length).equals(bytes)) found.add(finding);
      }
    }
    return [...found];
  };
}

interface Needle {
  readonly bytes: Buffer;
  readonly finding: Finding;
}

/** Marks the pairs of bytes with which a needle begins: most places of most files need no second look. */
function beginningsOf(keys: Iterable<string>): Uint8Array {
  const marks = new Uint8Array(1 << 16);
  for (const key of keys) marks[Buffer.from(key, 'latin1').readUInt16LE(0)] = 1;
  return marks;
}
