import { expect } from 'chai';
import * as fc from 'fast-check';
import { parseConsentOptions, parseOptions } from '../../../src/host/options.ts';
import { tracesUrl } from '../../../src/host/traces-url.ts';
import type { Host } from '../../../src/host/host.ts';
import { acmeHost } from '../support/hosts.ts';

const REQUIRED = { name: 'acme', version: '1.2.3', endpoint: 'https://telemetry.acme.example' };
const LONG = 'x'.repeat(65);

/** Option, wrong value, and words of the message: the option as it is named, what was expected, what came. */
type Wrong = readonly [option: string, value: unknown, ...message: string[]];

const WRONG: readonly Wrong[] = [
  ['name', undefined, '"name"', 'letters', 'undefined'],
  ['name', '', '"name"', '""'],
  ['name', 'acme cli', '"name"', '"acme cli"'],
  ['name', '../acme', '"name"', '"../acme"'],
  ['name', '.acme', '"name"', '".acme"'],
  ['name', '@acme/cli', '"name"', '"@acme/cli"'],
  ['name', LONG, '"name"'],
  ['name', 'acme\n', '"name"'],
  ['name', 7, '"name"', '7'],
  ['version', undefined, '"version"', '1.2.3', 'undefined'],
  ['version', '', '"version"', '""'],
  ['version', '1.2\n3', '"version"'],
  ['version', 1.2, '"version"', '1.2'],
  ['endpoint', undefined, '"endpoint"', 'base URL', 'undefined'],
  ['endpoint', 'telemetry.acme.example', '"endpoint"', '"telemetry.acme.example"'],
  ['endpoint', '/v1/traces', '"endpoint"', '"/v1/traces"'],
  ['endpoint', 'ftp://acme.example', '"endpoint"', 'http or https'],
  ['endpoint', 'https://user:pass@acme.example', '"endpoint"'],
  ['endpoint', 'https://acme.example/?key=1', '"endpoint"'],
  ['endpoint', 'https://acme.example/#x', '"endpoint"'],
  ['endpoint', `https://acme.example/${'a'.repeat(200)}`, '"endpoint"'],
  ['endpoint', new URL('ftp://acme.example'), '"endpoint"', 'object'],
  ['endpoint', null, '"endpoint"', 'null'],
  ['headers', 'x: y', '"headers"', 'an object', '"x: y"'],
  ['headers', [], '"headers"', 'an object', 'an array'],
  ['headers', { 'x y': '1' }, '"headers"', 'keys', '"x y"'],
  ['headers', { 'x\r\nevil': '1' }, '"headers"'],
  ['headers', { key: 'a\r\nevil: 1' }, '"headers.key"', 'printable ASCII'],
  ['headers', { key: 'ä' }, '"headers.key"', 'printable ASCII'],
  ['headers', { key: 1 }, '"headers.key"', '1'],
  ['identity', 'random', '"identity"', "'rotating' or 'stable' or 'none'", '"random"'],
  ['identity', true, '"identity"', 'true'],
  ['send', 'later', '"send"', "'background' or 'blocking'", '"later"'],
  ['sendIntervalMs', 999, '"sendIntervalMs"', '1000', '999'],
  ['sendIntervalMs', 86_400_001, '"sendIntervalMs"', '86400000', '86400001'],
  ['sendIntervalMs', 1000.5, '"sendIntervalMs"', 'whole number', '1000.5'],
  ['sendIntervalMs', '60000', '"sendIntervalMs"', '"60000"'],
  ['sendIntervalMs', Number.NaN, '"sendIntervalMs"', 'NaN'],
  ['sendIntervalMs', Infinity, '"sendIntervalMs"', 'Infinity'],
  ['commands', 'deploy', '"commands"', 'an array', '"deploy"'],
  ['commands', ['deploy', 7], '"commands[1]"', '7'],
  ['commands', ['deploy  function'], '"commands[0]"', 'deploy function'],
  ['commands', [`a ${LONG}`], '"commands[0]"'],
  ['commands', [' deploy'], '"commands[0]"'],
  ['commands', ['a b c d e f g h i'], '"commands[0]"'],
  ['flags', ['--dry-run'], '"flags[0]"', 'without its dashes', '"--dry-run"'],
  ['flags', ['dry run'], '"flags[0]"', 'word characters', '"dry run"'],
  ['flags', [LONG], '"flags[0]"', '64'],
  ['flags', { name: true }, '"flags"', 'an array', 'object'],
  ['steps', [''], '"steps[0]"', '""'],
  ['errors', ['My Error'], '"errors[0]"', '"My Error"'],
  ['errors', new Set(['MyError']), '"errors"', 'an array'],
  ['project', 'yes', '"project"', "true, false or 'pending'", '"yes"'],
  ['project', 1, '"project"', '1'],
  ['project', null, '"project"', 'null'],
  ['consent', 'opt-outt', '"consent"', "'opt-out' or 'opt-in'", '"opt-outt"'],
  ['ci', true, '"ci"', "'ignore' or 'record'", 'true'],
  ['ci', 'record', '"ci"', 'elsewhere', '"record"'],
  ['notice', 'Hello', '"notice"', 'an object', '"Hello"'],
  ['notice', {}, '"notice.version"', 'undefined'],
  ['notice', { version: 0 }, '"notice.version"', '1', '0'],
  ['notice', { version: 1.5 }, '"notice.version"', '1.5'],
  ['notice', { version: 1, text: ' ' }, '"notice.text"'],
  ['notice', { version: 1, url: 'https://acme.example' }, '"notice"', 'unknown key "url"', 'elsewhere'],
  ['notice', { elsewhere: 'acme.example' }, '"notice.elsewhere"', 'URL', '"acme.example"'],
  ['notice', { elsewhere: 'https://acme.example', text: 'Hello' }, '"notice"', 'either text or elsewhere'],
  ['notice', { elsewhere: 'https://acme.example', version: '1' }, '"notice.version"', '"1"'],
  ['variables', { ACME: 'off' }, '"variables.ACME"', "'enables' or 'disables'", '"off"'],
  ['variables', { 'ACME-OFF': 'disables' }, '"variables"', '"ACME-OFF"'],
  ['variables', ['ACME'], '"variables"', 'an object', 'an array'],
  ['prefix', 'acme', '"prefix"', 'capital', '"acme"'],
  ['prefix', '1ACME', '"prefix"', '"1ACME"'],
  ['prefix', '', '"prefix"', '""'],
  ['distribution', 'enabled', '"distribution"', "'default' or 'disabled'", '"enabled"'],
  ['directories', '/tmp', '"directories"', 'an object', '"/tmp"'],
  ['directories', { state: 'relative' }, '"directories.state"', 'absolute path', '"relative"'],
  ['directories', { state: 7 }, '"directories.state"', '7'],
  ['directories', { spool: '/tmp' }, '"directories"', 'unknown key "spool"'],
];

const parse = (options: unknown): Host =>
  parseOptions(options, { HOME: '/home/ada', USERPROFILE: '/home/ada' });

describe('parseOptions', () => {
  for (const [option, value, ...words] of WRONG) {
    it(`refuses ${option}: ${typeof value === 'string' ? JSON.stringify(value.slice(0, 50)) : words.join(' ')}`, () => {
      const refused = (): Host => parse({ ...REQUIRED, [option]: value });
      expect(refused).to.throw(TypeError);
      for (const word of ['commandspan', ...words]) expect(refused).to.throw(word);
    });
  }

  for (const options of [undefined, null, 'acme', [], 7]) {
    it(`refuses ${JSON.stringify(options)} for options`, () => {
      expect(() => parse(options)).to.throw(TypeError, /"options": expected an object/);
    });
  }

  it('names an unknown option and the known ones', () => {
    expect(() => parse({ ...REQUIRED, flag: [] })).to.throw(TypeError, /unknown key "flag".*\bflags\b/);
  });

  it('takes the three required options and completes the rest', () => {
    const { paths, declared, ...rest } = parse(REQUIRED);
    expect(rest).to.deep.equal({
      name: 'acme',
      version: '1.2.3',
      prefix: 'ACME',
      mode: 'opt-out',
      ci: 'ignore',
      notice: { version: 1 },
      variables: {},
      distribution: 'default',
      tracesUrl: 'https://telemetry.acme.example/v1/traces',
      headers: {},
      attributes: {},
      identity: 'rotating',
      send: 'background',
      sendIntervalMs: 60_000,
      project: undefined,
    });
    expect(declared).to.deep.equal({ command: [], flag: [], step: [], error: [] });
    expect(paths.home).to.equal('/home/ada');
  });

  it('keeps every option that is right', () => {
    const host = acmeHost({
      consent: 'opt-in',
      ci: 'record',
      notice: { elsewhere: 'https://acme.example/telemetry' },
      variables: { SAM_CLI_TELEMETRY: 'enables' },
      distribution: 'disabled',
      prefix: 'ACME_X2',
      headers: { 'x-key': 'secret=', 'X_Y.z': '' },
      identity: 'none',
      sendIntervalMs: 1000,
      commands: ['deploy', 'deploy function', 'a b c d e f g h', '@acme/x:y'],
      flags: ['dry-run'],
      steps: ['upload'],
      errors: ['MyError'],
      project: 'pending',
    });
    expect(host).to.deep.include({
      mode: 'opt-in',
      ci: 'record',
      notice: { elsewhere: 'https://acme.example/telemetry', version: 1 },
      variables: { SAM_CLI_TELEMETRY: 'enables' },
      prefix: 'ACME_X2',
      headers: { 'x-key': 'secret=', 'X_Y.z': '' },
      identity: 'none',
      project: 'pending',
    });
    expect(host.declared).to.deep.include({ flag: ['dry-run'], step: ['upload'], error: ['MyError'] });
  });

  it('takes an option that is undefined as absent', () => {
    const absent = [
      'headers',
      'identity',
      'commands',
      'consent',
      'notice',
      'prefix',
      'directories',
      'project',
    ];
    const options = { ...REQUIRED, ...Object.fromEntries(absent.map((name) => [name, undefined])) };
    expect(parse(options)).to.deep.equal(parse(REQUIRED));
  });

  for (const [name, prefix] of [
    ['acme', 'ACME'],
    ['my-cli', 'MY_CLI'],
    ['my.cli_2', 'MY_CLI_2'],
    ['7zip', '_7ZIP'],
  ]) {
    it(`begins the variables of ${name} with ${prefix}`, () => {
      expect(parse({ ...REQUIRED, name }).prefix).to.equal(prefix);
    });
  }

  it('takes a URL object for the endpoint', () => {
    const endpoint = new URL('https://acme.example/otlp');
    expect(parse({ ...REQUIRED, endpoint }).tracesUrl).to.equal('https://acme.example/otlp/v1/traces');
  });

  it('does not change with the options afterwards', () => {
    const flags = ['dry-run'];
    const host = acmeHost({ flags });
    flags.push('secret');
    expect(host.declared.flag).to.deep.equal(['dry-run']);
    expect(Object.isFrozen(host)).to.equal(true);
  });

  it('gives a host or throws a TypeError for any options, nothing else', () => {
    const keys = fc.constantFrom(...new Set(WRONG.map(([option]) => option)));
    fc.assert(
      fc.property(fc.dictionary(keys, fc.anything()), (options) => {
        try {
          expect(parse({ ...REQUIRED, ...options }).name).to.be.a('string');
        } catch (error) {
          expect(error).to.be.instanceOf(TypeError);
        }
      }),
    );
  });
});

describe('parseConsentOptions', () => {
  it('takes the name alone', () => {
    expect(parseConsentOptions({ name: 'acme' }, {})).to.include({
      name: 'acme',
      prefix: 'ACME',
      mode: 'opt-out',
    });
  });

  it('refuses the options that consent does not need', () => {
    expect(() => parseConsentOptions(REQUIRED, {})).to.throw(TypeError, 'unknown key "version"');
  });
});

describe('tracesUrl', () => {
  for (const [base, url] of [
    ['https://acme.example', 'https://acme.example/v1/traces'],
    ['https://acme.example/', 'https://acme.example/v1/traces'],
    ['https://acme.example/v1/traces', 'https://acme.example/v1/traces'],
    ['https://acme.example/otlp', 'https://acme.example/otlp/v1/traces'],
    ['https://acme.example/otlp/', 'https://acme.example/otlp/v1/traces'],
    ['http://localhost:4318', 'http://localhost:4318/v1/traces'],
  ] as const) {
    it(`appends the path of the specification to ${base}`, () => {
      expect(tracesUrl(new URL(base))).to.equal(url);
    });
  }
});
