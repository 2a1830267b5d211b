import { expect } from 'chai';
import * as fc from 'fast-check';
import { readSettings, wantsTracing, type TracingSettings } from '../../../src/tracing/settings.ts';
import { useFolder } from '../support/folder.ts';

const OTLP = 'ACME_OTEL_EXPORTER_OTLP_';
const URL_VARIABLE = `${OTLP}ENDPOINT`;

/** What is read, and the variables that are warned of. */
function read(env: NodeJS.ProcessEnv): [TracingSettings | undefined, string[]] {
  const warnings: string[] = [];
  const settings = readSettings('ACME', { [URL_VARIABLE]: 'http://collector', ...env }, (text) => {
    warnings.push(text.split(' ')[0] ?? '');
  });
  return [settings, warnings];
}

describe('wantsTracing', () => {
  for (const [env, expected] of [
    [{}, false],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://x' }, false],
    [{ [URL_VARIABLE]: '' }, false],
    [{ [URL_VARIABLE]: 'http://x' }, true],
    [{ [`${OTLP}TRACES_ENDPOINT`]: 'http://x' }, true],
    [{ [`${OTLP}HEADERS`]: 'a=b' }, false],
    [{ [URL_VARIABLE]: 'http://x', OTEL_SDK_DISABLED: 'True' }, false],
    [{ [URL_VARIABLE]: 'http://x', ACME_OTEL_SDK_DISABLED: 'true' }, false],
    [{ [URL_VARIABLE]: 'http://x', ACME_OTEL_SDK_DISABLED: '1', OTEL_SDK_DISABLED: 'false' }, true],
  ] as const) {
    it(`says ${expected} to ${JSON.stringify(env)}`, () => {
      expect(wantsTracing('ACME', env)).to.equal(expected);
    });
  }
});

describe('readSettings', () => {
  const folder = useFolder();

  // Others wait for a writer, never end, or are the terminal that the user sits at.
  it('reads no certificate that is no file', function () {
    if (process.platform === 'win32') this.skip();
    const name = `${OTLP}CERTIFICATE`;
    const [settings, warnings] = read({ [URL_VARIABLE]: 'https://collector', [name]: '/dev/null' });
    expect(settings?.tls).to.deep.equal({});
    expect(warnings).to.deep.equal([name]);
  });

  it('has the defaults of the specification', () => {
    expect(read({})).to.deep.equal([
      {
        url: 'http://collector/v1/traces',
        headers: {},
        timeoutMs: 10_000,
        compression: 'none',
        tls: {},
        resource: {},
      },
      [],
    ]);
  });

  for (const [env, url] of [
    [{ [URL_VARIABLE]: 'http://x/base' }, 'http://x/base/v1/traces'],
    [{ [URL_VARIABLE]: 'http://x/base/' }, 'http://x/base/v1/traces'],
    [{ [URL_VARIABLE]: 'http://x/v1/traces' }, 'http://x/v1/traces/v1/traces'],
    [{ [`${OTLP}TRACES_ENDPOINT`]: 'https://y:4318' }, 'https://y:4318/'],
    [{ [`${OTLP}TRACES_ENDPOINT`]: 'https://y/own' }, 'https://y/own'],
  ] as const) {
    it(`posts to ${url} by ${JSON.stringify(env)}`, () => {
      expect(read(env)[0]?.url).to.equal(url);
    });
  }

  for (const [name, value] of [
    [URL_VARIABLE, 'collector:4318'],
    [URL_VARIABLE, 'grpc://collector'],
    [`${OTLP}PROTOCOL`, 'grpc'],
    [`${OTLP}TRACES_PROTOCOL`, 'zanzibar'],
  ] as const) {
    it(`goes nowhere, and says why, by ${name}=${value}`, () => {
      expect(read({ [name]: value })).to.deep.equal([undefined, [name]]);
    });
  }

  for (const protocol of ['http/json', 'http/protobuf', '']) {
    it(`posts JSON by the protocol '${protocol}'`, () => {
      expect(read({ [`${OTLP}PROTOCOL`]: protocol })[1]).to.deep.equal([]);
    });
  }

  it('takes what is said for traces instead of what is said for all signals', () => {
    const [settings] = read({
      [`${OTLP}HEADERS`]: 'a=1,b=2',
      [`${OTLP}TRACES_HEADERS`]: 'c=%22x%22%3D',
      [`${OTLP}TIMEOUT`]: '1',
      [`${OTLP}TRACES_TIMEOUT`]: ' 250 ',
      [`${OTLP}COMPRESSION`]: 'gzip',
    });
    expect(settings).to.deep.include({ headers: { c: '"x"=' }, timeoutMs: 250, compression: 'gzip' });
  });

  it('leaves out what it does not understand, and says so', () => {
    const name = (last: string): string => OTLP + last;
    const broken = {
      [name('HEADERS')]: 'good=1,zanzibar,b%ZZ=1,c=%0d%0aevil:1,sp ace=1',
      [name('TIMEOUT')]: 'zanzibar',
      [name('COMPRESSION')]: 'brotli',
      [name('CERTIFICATE')]: folder.at('nowhere.pem'),
      [URL_VARIABLE]: 'https://collector',
      ACME_OTEL_RESOURCE_ATTRIBUTES: 'team=a,zanzibar',
    };
    const [settings, warnings] = read(broken);
    expect(settings).to.deep.include({
      headers: { good: '1' },
      timeoutMs: 10_000,
      compression: 'none',
      tls: {},
      resource: {},
    });
    const { [URL_VARIABLE]: _, ...warned } = broken;
    expect(warnings).to.have.members(Object.keys(warned));
  });

  it('never throws and never repeats a value', () => {
    const names = ['HEADERS', 'TIMEOUT', 'COMPRESSION', 'PROTOCOL', 'ENDPOINT', 'CERTIFICATE'];
    const variables = fc.record(
      Object.fromEntries(names.map((name) => [OTLP + name, fc.string().map((text) => `${text}zanzibar`)])),
    );
    fc.assert(
      fc.property(variables, (env) => {
        readSettings('ACME', env, (text) => expect(text).not.to.contain('zanzibar'));
      }),
    );
  });
});
