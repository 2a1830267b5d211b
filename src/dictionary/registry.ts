import type { AttributePlace } from '../catalog/definition.ts';
import { describeType } from './describe-type.ts';
import type { Manifest, ManifestAttribute } from './manifest.ts';
import { code } from './markdown.ts';
import { registryType } from './registry-type.ts';
import { SEMANTIC_CONVENTIONS_VERSION } from './semantic-conventions.ts';
import { toYaml, type YamlValue } from './yaml.ts';

/** The files of a registry by their names. */
export interface Registry {
  /** Made once, and then the vendor's: its name, its schema URL, the version of the conventions that it builds on. */
  readonly 'manifest.yaml': string;
  readonly 'telemetry.yaml': string;
}

/** Writes an OpenTelemetry attribute registry that Weaver reads: `weaver registry check -r DIR`. */
export function formatRegistry(manifest: Manifest): Registry {
  const head = `# What ${manifest.name} can record. Written by \`commandspan registry\``;
  return {
    'manifest.yaml': `${head}, once: yours to change.\n${toYaml(describeRegistry(manifest))}`,
    'telemetry.yaml': `${head}.\n${toYaml({ groups: listGroups(manifest) })}`,
  };
}

function describeRegistry({ name, endpoint }: Manifest): YamlValue {
  const version = SEMANTIC_CONVENTIONS_VERSION;
  return {
    name: slug(name),
    description: `What ${name} can record about its use.`,
    // An address that belongs to the vendor; nothing is read from there.
    schema_url: new URL(`/schemas/${slug(name)}/1.0.0`, endpoint || `https://${slug(name)}.invalid`).href,
    dependencies: [
      {
        schema_url: `https://opentelemetry.io/schemas/${version}`,
        registry_path: `https://github.com/open-telemetry/semantic-conventions@v${version}[model]`,
      },
    ],
  };
}

function listGroups({ name, span, attributes }: Manifest): YamlValue[] {
  const id = slug(name);
  const definedBy = (origin: ManifestAttribute['origin']): YamlValue[] =>
    attributes.filter((attribute) => attribute.origin === origin).map(define);
  const standingOn = (place: AttributePlace): YamlValue[] =>
    attributes.filter(({ on }) => on.includes(place)).map(refer);
  const spanOf = (what: string, place: AttributePlace, brief: string): YamlValue => ({
    id: `span.${id}.${what}`,
    type: 'span',
    span_kind: span.kind,
    stability: STABILITY,
    brief,
    attributes: standingOn(place),
  });
  const own = definedBy('host');
  return [
    group('registry.commandspan', 'What is known of a run of a command-line tool.', definedBy('commandspan')),
    ...(own.length === 0 ? [] : [group(`registry.${id}`, `What ${name} adds.`, own)]),
    group(`resource.${id}`, `The resource of every span of ${name}.`, standingOn('resource')),
    spanOf('command', 'span', `One command of ${name}, called ${span.name}.`),
    spanOf('step', 'step', `A named part of a command of ${name}.`),
  ];
}

const STABILITY = 'development';

function group(id: string, brief: string, attributes: readonly YamlValue[]): YamlValue {
  return { id, type: 'attribute_group', brief, attributes };
}

function define(attribute: ManifestAttribute): YamlValue {
  const { key, purpose, example } = attribute;
  return {
    id: key,
    type: registryType(attribute, STABILITY),
    stability: STABILITY,
    brief: purpose,
    // A list shows its members already.
    note: attribute.type === 'one-of' ? undefined : describeValue(attribute),
    examples: [example],
  };
}

/** What the semantic conventions define keeps their words; what is narrower here is noted. */
function refer(attribute: ManifestAttribute): YamlValue {
  const { key, origin, purpose, example } = attribute;
  if (origin !== 'opentelemetry') return { ref: key };
  return { ref: key, note: `${purpose} ${describeValue(attribute)}`, examples: [example] };
}

function describeValue(attribute: ManifestAttribute): string {
  return `Value: ${describeType(attribute, code)}.`;
}

/** Ids of registries have small letters, digits, dots and `_`. */
function slug(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9.]+/g, '_');
}
