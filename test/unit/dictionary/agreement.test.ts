import { expect } from 'chai';
import * as fc from 'fast-check';
import { parse } from 'yaml';
import { formatManifest } from '../../../src/dictionary/format-manifest.ts';
import type { Manifest, ManifestAttribute } from '../../../src/dictionary/manifest.ts';
import { parseManifest } from '../../../src/dictionary/parse-manifest.ts';
import { formatRedaction } from '../../../src/dictionary/redaction.ts';
import { formatRegistry } from '../../../src/dictionary/registry.ts';
import { escapeControls } from '../../../src/terminal/escape-controls.ts';
import { anyManifest, describeAcme, OWN_ATTRIBUTES, readPage } from './support.ts';

const PLACES = ['resource', 'span', 'step'] as const;

interface RegistryAttribute {
  readonly id?: string;
  readonly ref?: string;
  readonly type?: string | { readonly members: readonly { readonly id: string; readonly value: string }[] };
  readonly brief?: string;
  readonly note?: string;
  readonly examples?: readonly unknown[];
}

interface Group {
  readonly id: string;
  readonly type: string;
  readonly attributes: readonly RegistryAttribute[];
}

function readRegistry(manifest: Manifest): {
  definitions: Map<string, RegistryAttribute>;
  groups: readonly Group[];
} {
  const { groups } = parse(formatRegistry(manifest)['telemetry.yaml']) as { groups: readonly Group[] };
  const defined = groups.flatMap(({ attributes }) => attributes.filter(({ id }) => id !== undefined));
  return { groups, definitions: new Map(defined.map((found) => [found.id ?? '', found])) };
}

function readRedaction(manifest: Manifest): {
  allow_all_keys: boolean;
  allowed_keys: string[];
  summary: string;
} {
  const { processors } = parse(formatRedaction(manifest)) as {
    processors: { redaction: { allow_all_keys: boolean; allowed_keys: string[]; summary: string } };
  };
  return processors.redaction;
}

/** What a page shows as code in the cell of a value. */
function shownValues(attribute: ManifestAttribute): string[] {
  switch (attribute.type) {
    case 'one-of':
      return [...attribute.values];
    case 'boolean':
      return ['true', 'false'];
    case 'integer':
      return [String(attribute.min), String(attribute.max)];
    case 'bucket':
      return attribute.bounds.map(String);
    case 'version':
      return attribute.numbers === 2 ? [] : ['1.2.0-beta.3'];
    default:
      return [];
  }
}

const REGISTRY_TYPES: Readonly<Record<string, string>> = {
  boolean: 'boolean',
  integer: 'int',
  names: 'string[]',
  version: 'string',
  uuid: 'string',
  hash: 'string',
  name: 'string',
};

function expectAgreement(manifest: Manifest): void {
  expectPageAgrees(manifest);
  expectRegistryAgrees(manifest);
  const { attributes } = manifest;
  expect(readRedaction(manifest)).to.deep.equal({
    allow_all_keys: false,
    allowed_keys: attributes.map(({ key }) => key),
    summary: 'silent',
  });
  expect(parseManifest(JSON.stringify(manifest))).to.deep.equal(manifest);
}

function expectPageAgrees(manifest: Manifest): void {
  const page = readPage(formatManifest(manifest));
  for (const place of PLACES) {
    const there = manifest.attributes.filter(({ on }) => on.includes(place));
    const shown = (page[place] ?? []).map(({ key, values, why, example }) => ({ key, values, why, example }));
    expect(shown).to.deep.equal(
      there.map((attribute) => ({
        key: attribute.key,
        values: shownValues(attribute),
        why: escapeControls(attribute.purpose.replaceAll(/\s+/g, ' ').trim()),
        example: [attribute.example].flat().map(String),
      })),
    );
  }
}

function expectRegistryAgrees({ name, attributes }: Manifest): void {
  const manifest = { name, attributes };
  const { definitions, groups } = readRegistry({ ...describeAcme(), ...manifest });
  const own = attributes.filter(({ origin }) => origin !== 'opentelemetry');
  expect([...definitions.keys()].toSorted()).to.deep.equal(own.map(({ key }) => key).toSorted());
  for (const attribute of own) {
    const { type, brief, examples } = definitions.get(attribute.key) ?? {};
    const members = typeof type === 'object' ? type.members.map(({ value }) => value) : type;
    if (attribute.type === 'one-of') expect(members).to.deep.equal(attribute.values);
    else if (attribute.type === 'bucket') expect(members).to.be.oneOf(['int', 'double']);
    else expect(members).to.equal(REGISTRY_TYPES[attribute.type]);
    expect({ brief, examples }).to.deep.equal({ brief: attribute.purpose, examples: [attribute.example] });
  }
  const refs = ['resource.acme', 'span.acme.command', 'span.acme.step'].map((id) =>
    groups.find((group) => group.id === id)?.attributes.map(({ ref }) => ref),
  );
  expect(refs).to.deep.equal(
    PLACES.map((place) => attributes.filter(({ on }) => on.includes(place)).map(({ key }) => key)),
  );
}

describe('page, JSON, registry and redaction list', () => {
  it('agree for a host without attributes of its own', () => {
    expectAgreement(describeAcme());
  });

  it('agree for a host with an attribute of every type', () => {
    expectAgreement(describeAcme({ attributes: OWN_ATTRIBUTES }));
  });

  it('agree whatever hosts declare, and whatever words purposes are made of', () => {
    fc.assert(fc.property(anyManifest, expectAgreement), { numRuns: 100 });
  });
});
