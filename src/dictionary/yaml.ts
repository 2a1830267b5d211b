/** A value that {@link toYaml} writes. Members that are `undefined` are left out. */
export type YamlValue =
  | string
  | number
  | boolean
  | readonly YamlValue[]
  | { readonly [key: string]: YamlValue | undefined };

/**
 * Writes YAML in block style. Strings are always quoted, as JSON has them: that is YAML too, and no word of a list
 * becomes a boolean or a date.
 */
export function toYaml(value: YamlValue): string {
  return `${linesOf(value).join('\n')}\n`;
}

function linesOf(value: YamlValue): string[] {
  if (typeof value !== 'object') return [scalar(value)];
  if (isList(value)) return value.length === 0 ? ['[]'] : value.flatMap(itemLines);
  const members = Object.entries(value).flatMap(([key, member]) =>
    member === undefined ? [] : memberLines(key, member),
  );
  return members.length === 0 ? ['{}'] : members;
}

function itemLines(item: YamlValue): string[] {
  return linesOf(item).map((line, index) => (index === 0 ? `- ${line}` : `  ${line}`));
}

function memberLines(key: string, member: YamlValue): string[] {
  const [first = '', ...more] = linesOf(member);
  const name = PLAIN.test(key) ? key : scalar(key);
  return isBlock(member)
    ? [`${name}:`, ...[first, ...more].map((line) => `  ${line}`)]
    : [`${name}: ${first}`];
}

/** A key that every version of YAML takes for a string without quotes. */
const PLAIN = /^(?!(?:y|n|yes|no|on|off|true|false|null)$)[a-z_]+$/;

function isBlock(value: YamlValue): boolean {
  return typeof value === 'object' && (isList(value) ? value.length > 0 : Object.keys(value).length > 0);
}

function isList(value: YamlValue): value is readonly YamlValue[] {
  return Array.isArray(value);
}

function scalar(value: string | number | boolean): string {
  return JSON.stringify(value).replaceAll(NOT_PRINTABLE, escape);
}

/** What JSON leaves as it is and YAML does not allow. */
// oxlint-disable-next-line no-control-regex -- they are what this is about
const NOT_PRINTABLE = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

function escape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
