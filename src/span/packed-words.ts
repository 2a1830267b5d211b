/**
 * Unpacks a sorted list of words in capitals: each begins with a small letter that says how many letters of the word
 * before it has in common with it, `a` for none. Line breaks do not count.
 */
export function unpackWords(packed: string): Set<string> {
  let word = '';
  const words = packed.matchAll(/([a-z])([^a-z\s]*)\s*/g);
  return new Set(
    Array.from(words, ([, shared = 'a', rest = '']) => {
      word = word.slice(0, shared.charCodeAt(0) - 97) + rest;
      return word;
    }),
  );
}
