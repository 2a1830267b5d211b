import { expect } from 'chai';
import { mkdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { resolveEndpoint, type Endpoint } from '../../../src/host/endpoint.ts';
import { useFolder } from '../support/folder.ts';
import { acmeHost } from '../support/hosts.ts';

const resolve = (env: NodeJS.ProcessEnv, options: Record<string, unknown> = {}): Endpoint =>
  resolveEndpoint(acmeHost({ headers: { 'x-key': 'vendor' }, ...options }), env);

describe('resolveEndpoint', () => {
  const folder = useFolder();

  it('is the vendor’s, with the vendor’s headers, where the user names none', () => {
    expect(resolve({})).to.deep.include({
      url: 'https://telemetry.acme.example/v1/traces',
      headers: { 'x-key': 'vendor' },
      isUsersOwn: false,
    });
  });

  it('is the user’s, without the vendor’s headers, where the user names one', () => {
    expect(resolve({ ACME_TELEMETRY_ENDPOINT: 'http://localhost:4318/base' })).to.deep.include({
      url: 'http://localhost:4318/base/v1/traces',
      headers: {},
      isUsersOwn: true,
    });
  });

  it('hears no variable of OpenTelemetry’s', () => {
    const env = {
      OTEL_EXPORTER_OTLP_ENDPOINT: 'https://evil.example',
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://evil.example',
      OTEL_EXPORTER_OTLP_HEADERS: 'x=y',
    };
    expect(resolve(env)).to.deep.equal(resolve({}));
  });

  it('gives each endpoint a spool of its own, also where both name the same collector', () => {
    const spools = [
      resolve({}),
      resolve({}, { endpoint: 'https://telemetry.acme.example/other' }),
      resolve({}, { endpoint: 'http://telemetry.acme.example' }),
      resolve({ ACME_TELEMETRY_ENDPOINT: 'https://telemetry.acme.example' }),
      resolve({ ACME_TELEMETRY_ENDPOINT: 'http://localhost:4318' }),
    ].map(({ spoolDir }) => spoolDir);
    expect(new Set(spools).size).to.equal(spools.length);
    expect(new Set(spools.map((dir) => dirname(dir)))).to.deep.equal(new Set([acmeHost().paths.spoolsDir]));
  });

  for (const path of ['a'.repeat(150), 'ä'.repeat(8), 'a*b', "it's(a)~test!", '..%2f..%2f']) {
    it(`names a folder that every file system takes for ${path.slice(0, 30)}`, () => {
      const { spoolDir } = resolve({}, { endpoint: `https://acme.example/${path}` });
      const name = basename(spoolDir);
      expect(name)
        .to.match(/^vendor\+[\w.!~'()%-]+$/)
        .and.to.have.lengthOf.at.most(255);
      mkdirSync(join(folder.path, name));
    });
  }
});
