/** Longer numbers are dates and hashes rather than versions: 20260131, 4821973551. */
const MAX_DIGITS = 6;

/** Say how finished a version is; anything else after the numbers may be a person, a branch or a machine. */
const CHANNELS: ReadonlySet<string> = new Set([
  'alpha',
  'beta',
  'rc',
  'canary',
  'next',
  'nightly',
  'dev',
  'preview',
  'pre',
  'snapshot',
  'insiders',
  'edge',
  'experimental',
]);

/** A word, and a number if no digit or letter follows it: `beta.3`, `rc1`, but only the word of `nightly.20260131`. */
const CHANNEL = /^([a-z]+)(?:\.?(\d{1,6})(?![\da-z]))?/;

/**
 * Shortens a version to its two or three numbers and a known channel with its number: `v1.2.0-beta.3+build` becomes
 * `1.2.0-beta.3`, and `1.2.0-alice.smith+contoso`, which is valid SemVer, becomes `1.2.0`.
 *
 * A channel's number gets its dot: `1.2.0-rc1` becomes `1.2.0-rc.1`.
 *
 * @returns undefined for what does not begin with two numbers
 */
export function shortenVersion(version: string): string | undefined {
  const text = (version.startsWith('v') ? version.slice(1) : version).split('+', 1)[0] ?? '';
  const numbers = leadingNumbers(text, 3);
  const dash = text.indexOf('-');
  return numbers === undefined || dash === -1 ? numbers : numbers + knownChannel(text.slice(dash + 1));
}

/**
 * Shortens the release of an operating system to `major.minor`: `6.1.0-18-amd64` becomes `6.1`. The rest tells
 * self-built kernels, and so their builders, apart.
 *
 * @param release - what `os.release()` says
 * @returns undefined for what does not begin with two numbers
 */
export function shortenOsVersion(release: string): string | undefined {
  return leadingNumbers(release, 2);
}

// By hand, because one regular expression for all of it took a quarter of a millisecond to compile.
function leadingNumbers(text: string, max: number): string | undefined {
  let result = '';
  let count = 0;
  for (const part of text.split('-', 1)[0]?.split('.', max) ?? []) {
    if (!isNumber(part)) break;
    result += count === 0 ? part : `.${part}`;
    count += 1;
  }
  return count < 2 ? undefined : result;
}

function isNumber(part: string): boolean {
  for (let index = 0; index < part.length; index += 1) {
    const code = part.charCodeAt(index);
    if (code < 48 || code > 57) return false;
  }
  return part.length > 0 && part.length <= MAX_DIGITS;
}

function knownChannel(tag: string): string {
  const [, channel = '', number] = CHANNEL.exec(tag.toLowerCase()) ?? [];
  if (!CHANNELS.has(channel)) return '';
  return number === undefined ? `-${channel}` : `-${channel}.${number}`;
}
