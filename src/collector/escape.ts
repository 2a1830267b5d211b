/**
 * Matches what can drive a terminal or reorder a line: control characters (C0, DEL, C1), bidirectional controls, line
 * and paragraph separators, and lone surrogates.
 */
const UNSAFE = /[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** Writes unsafe characters as `\x1b` or `\u202e`, for a line of text. */
export function escapeText(text: string): string {
  return text.replace(UNSAFE, (character) => {
    const code = character.charCodeAt(0);
    return code < 0x100 ? `\\x${hex(code, 2)}` : `\\u${hex(code, 4)}`;
  });
}

/** Writes unsafe characters as `\u202e` inside a line of JSON, which stays the same JSON: they only stand in strings. */
export function escapeJson(json: string): string {
  return json.replace(UNSAFE, (character) => `\\u${hex(character.charCodeAt(0), 4)}`);
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0');
}
