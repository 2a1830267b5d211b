import type { AttributeType } from '../catalog/attribute-type.ts';
import type { YamlValue } from './yaml.ts';

/** The type of an attribute in the words of a registry; a closed list has members. */
export function registryType(attribute: AttributeType, stability: string): YamlValue {
  switch (attribute.type) {
    case 'one-of':
      return { members: listMembers(attribute.values, stability) };
    case 'boolean':
      return 'boolean';
    case 'integer':
      return 'int';
    case 'bucket':
      return attribute.bounds.every(Number.isInteger) ? 'int' : 'double';
    case 'names':
      return 'string[]';
    default:
      return 'string';
  }
}

/** Ids of members have letters, digits and `_` alone, so that two values can come to one id; the later gets a number. */
function listMembers(values: readonly string[], stability: string): YamlValue[] {
  const taken = new Set<string>();
  return values.map((value) => {
    const id = freeId(value.toLowerCase().replaceAll(/[^a-z0-9_]/g, '_'), taken);
    taken.add(id);
    return { id, value, stability };
  });
}

function freeId(id: string, taken: ReadonlySet<string>): string {
  let free = id;
  for (let number = 2; taken.has(free); number += 1) free = `${id}_${number}`;
  return free;
}
