import type { AttributeType, NameKind } from '../catalog/attribute-type.ts';

/** Writes a word or a number among words: as code, or in quotes. */
export type Quote = (word: string) => string;

/** Says in words which values a type allows. */
export function describeType(attribute: AttributeType, quote: Quote): string {
  switch (attribute.type) {
    case 'one-of':
      return list(attribute.values, quote);
    case 'boolean':
      return list(['true', 'false'], quote);
    case 'integer':
      return `a whole number from ${quote(String(attribute.min))} to ${quote(String(attribute.max))}`;
    case 'bucket':
      return `a number, rounded down to ${list(attribute.bounds.map(String), quote)}`;
    case 'version':
      return attribute.numbers === 2
        ? 'a version: its first two numbers'
        : `a version: its numbers, and a known channel as in ${quote('1.2.0-beta.3')}`;
    case 'uuid':
      return 'a random id';
    case 'hash':
      return 'a hash (HMAC-SHA-256) whose key never leaves the machine';
    case 'name':
      return NAMES[attribute.kind];
    case 'names':
      return `a list, each of them ${NAMES[attribute.kind]}`;
    default:
      return attribute satisfies never;
  }
}

/** The values of a closed list; `undefined` for types that have none. */
export function listValues(attribute: AttributeType): readonly string[] | undefined {
  if (attribute.type === 'one-of') return attribute.values;
  return attribute.type === 'bucket' ? attribute.bounds.map(String) : undefined;
}

const NAMES: Readonly<Record<NameKind, string>> = {
  host: 'the program’s name',
  command: 'a command’s name',
  flag: 'a flag’s name',
  step: 'a step’s name',
  error: 'an error’s name',
};

function list(words: readonly string[], quote: Quote): string {
  const quoted = words.map(quote);
  const last = quoted.pop() ?? '';
  return quoted.length === 0 ? last : `${quoted.join(', ')} or ${last}`;
}
