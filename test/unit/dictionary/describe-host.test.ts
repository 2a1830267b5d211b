import { expect } from 'chai';
import { isOfType, type NameKind } from '../../../src/catalog/attribute-type.ts';
import { attribute } from '../../../src/catalog/attribute.ts';
import { CATALOG } from '../../../src/catalog/catalog.ts';
import type { Manifest } from '../../../src/dictionary/manifest.ts';
import { createDeclarations } from '../../../src/recorder/declarations.ts';
import { acmeHost } from '../support/hosts.ts';
import { describeAcme, OWN_ATTRIBUTES, TREE } from './support.ts';

function keysOf({ attributes }: Manifest): string[] {
  return attributes.map(({ key }) => key);
}

/** Names in examples are those of the host. */
function withoutExample(definition: object): object {
  return Object.fromEntries(Object.entries(definition).filter(([key]) => key !== 'example'));
}

describe('describeHost', () => {
  it('has every attribute of the catalog as it is there, then the host’s own', () => {
    const { attributes } = describeAcme({ attributes: OWN_ATTRIBUTES });
    const expected = [...CATALOG, ...Object.entries(OWN_ATTRIBUTES)];
    expect(attributes.map(({ key }) => key)).to.deep.equal(expected.map(([key]) => key));
    for (const [index, [key, definition]] of expected.entries()) {
      expect(attributes[index], key).to.deep.include(withoutExample(definition));
    }
  });

  it('says who defines each attribute', () => {
    const { attributes } = describeAcme({ attributes: OWN_ATTRIBUTES });
    const originOf = (key: string): string | undefined =>
      attributes.find((found) => found.key === key)?.origin;
    expect(['os.type', 'cli.command', 'acme.files'].map(originOf)).to.deep.equal([
      'opentelemetry',
      'commandspan',
      'host',
    ]);
  });

  it('has an example of its own type for every attribute, in names that this host has', () => {
    const options = { attributes: OWN_ATTRIBUTES, errors: ['QuotaExceeded'], steps: ['upload'] };
    for (const given of [options, { attributes: OWN_ATTRIBUTES }, {}]) {
      const { declared, name } = acmeHost(given);
      const declarations = createDeclarations({ name, declared });
      declarations.add('command', TREE.commands);
      declarations.add('flag', TREE.flags);
      for (const described of describeAcme(given).attributes) {
        expect(isOfType(described.example, described, declarations.has), described.key).to.equal(true);
      }
    }
  });

  it('keeps an example that this host declares', () => {
    const kinds: readonly NameKind[] = ['command', 'flag'];
    const [command, flag] = ['deploy function', 'help'];
    const attributes = {
      'acme.last': attribute.name('command', 'What people do next.', { example: command }),
      'acme.first': attribute.name('flag', 'What people try.', { example: flag }),
    };
    const examples = describeAcme({ attributes })
      .attributes.filter(({ origin }) => origin === 'host')
      .map(({ example }) => example);
    expect(examples, kinds.join()).to.deep.equal([command, flag]);
  });

  it('merges what the tree holds with the options, sorted, each once', () => {
    const options = {
      commands: ['zip', 'deploy'],
      flags: ['color', 'force'],
      steps: ['b', 'a'],
      errors: ['Z', 'Y'],
    };
    expect(describeAcme(options).names).to.deep.equal({
      commands: ['deploy', 'deploy function', 'zip'],
      flags: ['color', 'force', 'help'],
      steps: ['a', 'b'],
      errors: ['Y', 'Z'],
    });
  });

  it('leaves out names of the tree that are recorded as (other)', () => {
    const names = { commands: ['(root)', 'greet ada & co', 'x'.repeat(65)], flags: ['émile'] };
    expect(describeAcme({}, names).names).to.deep.include({ commands: [], flags: [] });
  });

  it('leaves out what a host without identity never records', () => {
    const without = describeAcme({ attributes: OWN_ATTRIBUTES, identity: 'none' });
    const all = describeAcme({ attributes: OWN_ATTRIBUTES });
    expect(keysOf(all).filter((key) => !keysOf(without).includes(key))).to.deep.equal([
      'app.installation.id',
      'acme.project',
    ]);
  });

  it('says how the host asks, and nothing of its version, its headers or the machine', () => {
    const options = {
      version: '9.8.7-secret',
      headers: { 'x-key': 'secret' },
      consent: 'opt-in',
      ci: 'record',
      notice: { elsewhere: 'https://acme.example/telemetry', version: 3 },
      variables: { SAM_CLI_TELEMETRY: 'enables' },
      distribution: 'disabled',
      prefix: 'AC',
      identity: 'stable',
    };
    const manifest = describeAcme(options);
    expect(manifest.consent).to.deep.equal({
      mode: 'opt-in',
      ci: 'record',
      notice: { kind: 'elsewhere', url: 'https://acme.example/telemetry', version: 3 },
      variables: { SAM_CLI_TELEMETRY: 'enables' },
      distribution: 'disabled',
    });
    expect(manifest).to.include({
      prefix: 'AC',
      identity: 'stable',
      endpoint: 'https://telemetry.acme.example/v1/traces',
    });
    expect(JSON.stringify(manifest)).not.to.match(/9\.8\.7|secret|\/home\/ada/);
  });
});
