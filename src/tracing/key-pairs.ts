/** What a list of pairs holds, and how many entries of it are none. */
export interface KeyPairs {
  readonly pairs: ReadonlyMap<string, string>;
  readonly broken: number;
}

/**
 * Parses `key=value,key=value`, as OpenTelemetry's variables have it: percent-encoded like W3C Baggage, without its
 * metadata. Of a key that comes twice the last counts.
 */
export function parsePairs(text: string | undefined): KeyPairs {
  const pairs = new Map<string, string>();
  let broken = 0;
  for (const entry of (text ?? '').split(',')) {
    if (entry.trim() === '') continue;
    const [key, value] = parsePair(entry);
    if (key === '' || value === undefined) broken += 1;
    else pairs.set(key, value);
  }
  return { pairs, broken };
}

function parsePair(entry: string): readonly [key: string, value: string | undefined] {
  const equals = entry.indexOf('=');
  if (equals < 0) return ['', undefined];
  try {
    return [decode(entry.slice(0, equals)), decode(entry.slice(equals + 1))];
  } catch {
    // A percent sign that encodes nothing.
    return ['', undefined];
  }
}

function decode(text: string): string {
  return decodeURIComponent(text.trim());
}
