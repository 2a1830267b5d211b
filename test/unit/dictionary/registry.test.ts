import { expect } from 'chai';
import { parse } from 'yaml';
import { attribute } from '../../../src/catalog/attribute.ts';
import { describeHost } from '../../../src/dictionary/describe-host.ts';
import { formatRegistry } from '../../../src/dictionary/registry.ts';
import { SEMANTIC_CONVENTIONS } from '../../../src/dictionary/semantic-conventions.ts';
import { acmeHost } from '../support/hosts.ts';
import { describeAcme, OWN_ATTRIBUTES, TREE } from './support.ts';

type Member = { readonly id: string; readonly value: string };
type Attribute = {
  readonly id?: string;
  readonly ref?: string;
  readonly type?: string | { readonly members: readonly Member[] };
  readonly note?: string;
  readonly [key: string]: unknown;
};
type Group = { readonly id: string; readonly type: string; readonly attributes: readonly Attribute[] };

function groupsOf(options: Record<string, unknown>): readonly Group[] {
  const { groups } = parse(formatRegistry(describeAcme(options))['telemetry.yaml']) as { groups: Group[] };
  return groups;
}

const ALL = { attributes: OWN_ATTRIBUTES };

/** What Weaver's schema of registries allows in each place, and what it requires. */
const GROUP_KEYS = { required: ['id', 'type', 'brief', 'attributes'], optional: ['stability', 'span_kind'] };
const DEFINITION_KEYS = { required: ['id', 'type', 'stability', 'brief', 'examples'], optional: ['note'] };
const REF_KEYS = { required: ['ref'], optional: ['note', 'examples'] };

function expectKeys(object: object, { required, optional }: typeof GROUP_KEYS): void {
  expect(object).to.include.all.keys(...required);
  expect([...required, ...optional]).to.include.members(Object.keys(object));
}

describe('a registry', () => {
  it('has the form that Weaver reads', () => {
    for (const group of groupsOf(ALL)) {
      expectKeys(group, GROUP_KEYS);
      expect(group.type).to.be.oneOf(['attribute_group', 'span']);
      if (group.type === 'span')
        expect(group).to.include({ span_kind: 'internal', stability: 'development' });
      for (const found of group.attributes)
        expectKeys(found, found.ref === undefined ? DEFINITION_KEYS : REF_KEYS);
    }
  });

  it('refers to what the semantic conventions define, and never defines it again', () => {
    const attributes = groupsOf(ALL).flatMap((group) => group.attributes);
    const defined = attributes.flatMap(({ id }) => id ?? []);
    const referred = new Set(attributes.flatMap(({ ref }) => ref ?? []));
    expect(defined.filter((key) => SEMANTIC_CONVENTIONS.has(key))).to.deep.equal([]);
    expect(defined.filter((key) => key.startsWith('cli.')).length).to.be.greaterThan(8);
    for (const key of SEMANTIC_CONVENTIONS) expect(referred).to.include(key);
    for (const key of referred) expect(defined.includes(key), key).to.equal(!SEMANTIC_CONVENTIONS.has(key));
    expect(new Set(defined).size).to.equal(defined.length);
  });

  it('says what is narrower here than in the semantic conventions', () => {
    const resource = groupsOf({}).find(({ id }) => id === 'resource.acme');
    const note = (key: string): unknown => resource?.attributes.find(({ ref }) => ref === key)?.note;
    expect(note('os.type')).to.match(/^Which systems need support\. Value: `aix`, .*`zos`\.$/);
    expect(note('app.installation.id')).to.match(/Value: a random id\.$/);
  });

  it('has types as OpenTelemetry knows them', () => {
    const definitions = groupsOf(ALL).find(({ id }) => id === 'registry.acme')?.attributes ?? [];
    const types = Object.fromEntries(definitions.map(({ id, type }) => [id, type]));
    expect(types).to.deep.include({
      'acme.cached': 'boolean',
      'acme.retries': 'int',
      'acme.files': 'int',
      'acme.ratio': 'double',
      'acme.runtime': 'string',
      'acme.last': 'string',
      'acme.project': 'string',
    });
    expect(types['acme.template']).to.deep.equal({
      members: [
        { id: 'python', value: 'python', stability: 'development' },
        { id: 'node', value: 'node', stability: 'development' },
      ],
    });
  });

  it('gives every member of a list an id of its own', () => {
    const words = ['eu-1', 'eu_1', 'EU.1', 'eu_1_2', '@a/b'];
    const attributes = { 'acme.region': attribute.oneOf(words, 'Which regions need machines.') };
    const own = groupsOf({ attributes }).find(({ id }) => id === 'registry.acme');
    const { members = [] } = (own?.attributes[0]?.type ?? {}) as { members?: Member[] };
    expect(members.map(({ value }) => value)).to.deep.equal(words);
    expect(members.map(({ id }) => id)).to.deep.equal(['eu_1', 'eu_1_2', 'eu_1_3', 'eu_1_2_2', '_a_b']);
  });

  it('has no group for a host that adds nothing', () => {
    const ids = groupsOf({}).map(({ id }) => id);
    expect(ids).to.deep.equal([
      'registry.commandspan',
      'resource.acme',
      'span.acme.command',
      'span.acme.step',
    ]);
  });

  it('has a manifest with a dependency on the semantic conventions', () => {
    const host = acmeHost({ name: 'Acme CLI'.replace(' ', '-'), endpoint: 'https://otel.example:4318/base' });
    const manifest = describeHost(host, { verbs: 'acme telemetry', names: TREE });
    expect(parse(formatRegistry(manifest)['manifest.yaml'])).to.deep.equal({
      name: 'acme_cli',
      description: 'What Acme-CLI can record about its use.',
      schema_url: 'https://otel.example:4318/schemas/acme_cli/1.0.0',
      dependencies: [
        {
          schema_url: 'https://opentelemetry.io/schemas/1.40.0',
          registry_path: 'https://github.com/open-telemetry/semantic-conventions@v1.40.0[model]',
        },
      ],
    });
  });
});
