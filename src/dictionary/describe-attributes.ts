import type { NameKind } from '../catalog/attribute-type.ts';
import { CATALOG } from '../catalog/catalog.ts';
import { MEANINGS } from '../catalog/meanings.ts';
import { OTHER_NAME, ROOT_COMMAND } from '../catalog/command-name.ts';
import type { AttributeDefinition, AttributeExample } from '../catalog/definition.ts';
import type { Host } from '../host/host.ts';
import { OTHER_ERROR } from '../span/error-words.ts';
import type { ManifestAttribute, ManifestNames } from './manifest.ts';
import { SEMANTIC_CONVENTIONS } from './semantic-conventions.ts';

/** Lists the attributes of the catalog and the host's own, without those that this host never records. */
export function describeAttributes(
  host: Pick<Host, 'name' | 'identity' | 'attributes'>,
  names: ManifestNames,
): ManifestAttribute[] {
  const examples: Examples = {
    host: [host.name],
    command: [...names.commands, ROOT_COMMAND],
    flag: [...names.flags, 'help'],
    step: [...names.steps, OTHER_NAME],
    error: [...names.errors, OTHER_ERROR],
  };
  const own = Object.entries(host.attributes);
  return [
    ...describeCatalog(),
    ...own.map(([key, definition]): ManifestAttribute => describe(key, 'host', definition)),
  ]
    .filter(({ type }) => host.identity !== 'none' || (type !== 'uuid' && type !== 'hash'))
    .map((attribute) => ({ ...attribute, example: exampleOf(attribute, examples) }));
}

/** Lists the attributes that every host has. */
export function describeCatalog(): ManifestAttribute[] {
  return [...CATALOG].flatMap(([key, entry]) => {
    const meaning = MEANINGS.get(key);
    const origin = SEMANTIC_CONVENTIONS.has(key) ? 'opentelemetry' : 'commandspan';
    return meaning === undefined ? [] : describe(key, origin, { ...entry, ...meaning });
  });
}

function describe(
  key: string,
  origin: ManifestAttribute['origin'],
  { on, purpose, example, ...type }: AttributeDefinition,
): ManifestAttribute {
  return { key, origin, on, ...type, purpose, example };
}

/** Names that may be recorded; each list has at least one. */
type Examples = Readonly<Record<NameKind, readonly string[]>>;

/** A declared name is an example only where it was declared; elsewhere the host's own first names are. */
function exampleOf(attribute: ManifestAttribute, examples: Examples): AttributeExample {
  const { type, example } = attribute;
  if (type !== 'name' && type !== 'names') return example;
  const known = examples[attribute.kind];
  if ([example].flat().every((name) => typeof name === 'string' && known.includes(name))) return example;
  return type === 'names' ? known.slice(0, 2) : (known[0] ?? example);
}
