import type { AttributePlace } from '../catalog/definition.ts';
import { describeType, listValues } from './describe-type.ts';
import type { ManifestAttribute } from './manifest.ts';
import { blocks, bullets, code, codes, plain, table } from './markdown.ts';

/** A longer list of values would make its cell the whole table. */
const MAX_VALUES_IN_CELL = 12;

const PLACES: readonly (readonly [AttributePlace, title: string])[] = [
  ['resource', '### Resource: the program, the machine, where it ran'],
  ['span', '### Command span: what ran, and how it ended'],
  ['step', '### Step: a named part of a command'],
];

/** Writes attributes as Markdown: a table for each place that they can stand in, and below them the long lists. */
export function formatAttributes(attributes: readonly ManifestAttribute[]): string {
  const tables = PLACES.map(([place, title]) => {
    const rows = attributes.filter(({ on }) => on.includes(place)).map(formatRow);
    return rows.length === 0 ? '' : blocks(title, table(['attribute', 'value', 'why', 'example'], rows));
  });
  const long = attributes.filter(isLong);
  return blocks(
    ...tables,
    long.length === 0 ? '' : blocks('### Long lists', bullets(...long.map(formatList))),
  );
}

function formatRow(attribute: ManifestAttribute): string[] {
  const values = isLong(attribute)
    ? `one of ${listValues(attribute)?.length}, [listed below](#long-lists)`
    : describeType(attribute, code);
  return [
    code(attribute.key),
    values,
    plain(attribute.purpose),
    codes([attribute.example].flat().map(String)),
  ];
}

function isLong(attribute: ManifestAttribute): boolean {
  return (listValues(attribute)?.length ?? 0) > MAX_VALUES_IN_CELL;
}

function formatList(attribute: ManifestAttribute): string {
  return `${code(attribute.key)}: ${describeType(attribute, code)}`;
}
