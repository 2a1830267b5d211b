import { expect } from 'chai';
import { existsSync } from 'node:fs';
import { obtainIdentity } from '../../../src/identity/install-id.ts';
import { describeRun, type RunResource } from '../../../src/recorder/run-resource.ts';
import { CATALOG } from '../../../src/catalog/catalog.ts';
import { isOfType } from '../../../src/catalog/attribute-type.ts';
import { useFolder } from '../support/folder.ts';
import { acmePaths } from '../support/hosts.ts';
import { acmeRun } from '../support/runs.ts';

describe('describeRun', () => {
  const folder = useFolder();
  const describeAcme = (
    options: Record<string, unknown> = {},
    changes: Parameters<typeof acmeRun>[2] = {},
  ): RunResource => {
    const directories = { config: folder.at('config', 'acme'), state: folder.at('state', 'acme') };
    return describeRun(acmeRun(folder.path, { ...options, directories }, changes));
  };
  const hasFile = (): boolean => existsSync(acmePaths(folder.path).identityFile);

  it('describes the run in words of the catalog, without an id', () => {
    const { attributes, isIdentified } = describeAcme();
    expect(isIdentified).to.equal(true);
    expect(attributes).to.include({ 'service.name': 'acme', 'service.version': '1.2.3' });
    for (const [key, value] of Object.entries(attributes)) {
      const definition = CATALOG.get(key);
      if (definition === undefined) throw new Error(`${key} is not in the catalog`);
      expect(
        isOfType(value, definition, (_, name) => name === 'acme'),
        key,
      ).to.equal(true);
    }
    expect(attributes).to.not.have.property('app.installation.id');
    expect(hasFile()).to.equal(false);
  });

  it('mints an id when it is first asked for, and gives the same again', () => {
    const { identity } = describeAcme();
    const first = identity();
    expect(first?.id).to.match(/^[0-9a-f-]{36}$/);
    expect(identity()).to.equal(first);
    expect(describeAcme().identity()).to.deep.equal(first);
  });

  for (const [where, options, changes] of [
    ['in CI', {}, { env: { CI: 'true', container: 'wsl' } }],
    ['on GitHub', {}, { env: { GITHUB_ACTIONS: 'true', container: 'wsl' } }],
    ['in a container', {}, { env: { container: 'docker' } }],
    ['in a pod', {}, { env: { KUBERNETES_SERVICE_HOST: '10.0.0.1' } }],
    [
      'for the collector of the user',
      {},
      { env: { ACME_TELEMETRY_ENDPOINT: 'https://own.example', container: 'wsl' } },
    ],
    ['with identity none', { identity: 'none' }, {}],
  ] as const) {
    it(`has none ${where}, also where there is one`, () => {
      const fresh = describeAcme(options, changes);
      expect([fresh.isIdentified, fresh.identity()]).to.deep.equal([false, undefined]);
      expect(hasFile()).to.equal(false);
      obtainIdentity(acmePaths(folder.path), 'stable');
      expect(describeAcme(options, changes).identity()).to.equal(undefined);
    });
  }

  it('only reads it for a run that is shown', () => {
    const shown = { isShown: true };
    expect(describeAcme({}, shown).identity()).to.equal(undefined);
    expect(hasFile()).to.equal(false);
    const minted = obtainIdentity(acmePaths(folder.path), 'stable');
    expect(describeAcme({}, shown).identity()).to.deep.equal(minted);
    folder.write('state/acme/telemetry/identity.json', '{}');
    expect(describeAcme({}, shown).identity()).to.equal(undefined);
  });
});
