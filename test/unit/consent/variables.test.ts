import { expect } from 'chai';
import * as fc from 'fast-check';
import type { ConsentHost } from '../../../src/consent/consent-host.ts';
import type { Says, SourceName } from '../../../src/consent/reading.ts';
import {
  isShortEnough,
  readEndpointVariable,
  readVariable,
  readVariables,
} from '../../../src/consent/variables.ts';
import { acmeConsent } from '../support/hosts.ts';

const OFF = ['', '0', 'false', 'no', 'off', 'FALSE', 'No', 'OFF', ' 0 ', '\tfalse\n'];
const ON = ['1', 'true', 'yes', 'on', 'TRUE', 'Yes', 'ON', ' 1 '];
const UNKNOWN = [
  '2',
  'random',
  'enabled',
  'y',
  't',
  'null',
  'undefined',
  'nein',
  '-1',
  '00',
  'true false',
  '１',
];

const DISABLES: readonly (readonly [string, Says])[] = [
  ...OFF.map((value) => [value, 'nothing'] as const),
  ...[...ON, ...UNKNOWN].map((value) => [value, 'no'] as const),
];
const ENABLES: readonly (readonly [string, Says])[] = [
  ...ON.map((value) => [value, 'yes'] as const),
  ...[...OFF, ...UNKNOWN, 'inspect', 'log'].map((value) => [value, 'no'] as const),
];

describe('readVariable', () => {
  for (const [value, says] of DISABLES) {
    it(`hears "${says}" in a disabling variable of ${JSON.stringify(value)}`, () => {
      expect(readVariable('disables', value)).to.equal(says);
    });
  }

  for (const [value, says] of ENABLES) {
    it(`hears "${says}" in an enabling variable of ${JSON.stringify(value)}`, () => {
      expect(readVariable('enables', value)).to.equal(says);
    });
  }

  it('hears nothing in a variable that is not set', () => {
    expect(readVariable('enables', undefined)).to.equal('nothing');
    expect(readVariable('disables', undefined)).to.equal('nothing');
  });

  it('hears a no in every enabling value that is not one of the four words', () => {
    const words = new Set(['1', 'true', 'yes', 'on']);
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        fc.pre(!words.has(value.trim().toLowerCase()));
        expect(readVariable('enables', value)).to.equal('no');
      }),
    );
  });

  it('never hears a yes in a disabling variable', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.constantFrom(...OFF, ...ON)), (value) => {
        expect(readVariable('disables', value)).not.to.equal('yes');
      }),
    );
  });
});

type Row = readonly [source: SourceName, env: NodeJS.ProcessEnv, says: Says, where: string];

const ROWS: readonly Row[] = [
  ['do-not-track', { DO_NOT_TRACK: '1' }, 'no', 'DO_NOT_TRACK'],
  ['do-not-track', { DO_NOT_TRACK: 'yes' }, 'no', 'DO_NOT_TRACK'],
  ['do-not-track', { DO_NOT_TRACK: 'random' }, 'no', 'DO_NOT_TRACK'],
  ['do-not-track', { DO_NOT_TRACK: '0' }, 'nothing', 'DO_NOT_TRACK'],
  ['do-not-track', { DO_NOT_TRACK: 'false' }, 'nothing', 'DO_NOT_TRACK'],
  ['do-not-track', { DO_NOT_TRACK: '' }, 'nothing', 'DO_NOT_TRACK'],
  ['do-not-track', {}, 'nothing', 'DO_NOT_TRACK'],
  ['variable-disabled', { ACME_TELEMETRY_DISABLED: '1' }, 'no', 'ACME_TELEMETRY_DISABLED'],
  ['variable-disabled', { ACME_TELEMETRY_DISABLED: 'false' }, 'nothing', 'ACME_TELEMETRY_DISABLED'],
  ['variable', { ACME_TELEMETRY: '1' }, 'yes', 'ACME_TELEMETRY'],
  ['variable', { ACME_TELEMETRY: 'on' }, 'yes', 'ACME_TELEMETRY'],
  ['variable', { ACME_TELEMETRY: '0' }, 'no', 'ACME_TELEMETRY'],
  ['variable', { ACME_TELEMETRY: '' }, 'no', 'ACME_TELEMETRY'],
  ['variable', { ACME_TELEMETRY: 'inspect' }, 'no', 'ACME_TELEMETRY'],
  ['variable', { OTHER_TELEMETRY: '0' }, 'nothing', 'ACME_TELEMETRY'],
  ['otel-sdk-disabled', { OTEL_SDK_DISABLED: 'true' }, 'no', 'OTEL_SDK_DISABLED'],
  ['otel-sdk-disabled', { OTEL_SDK_DISABLED: 'TRUE' }, 'no', 'OTEL_SDK_DISABLED'],
  ['otel-sdk-disabled', { OTEL_SDK_DISABLED: '1' }, 'nothing', 'OTEL_SDK_DISABLED'],
  ['otel-sdk-disabled', { OTEL_SDK_DISABLED: 'false' }, 'nothing', 'OTEL_SDK_DISABLED'],
  ['endpoint-variable', { ACME_TELEMETRY_ENDPOINT: 'nonsense' }, 'no', 'ACME_TELEMETRY_ENDPOINT'],
  ['endpoint-variable', { ACME_TELEMETRY_ENDPOINT: 'http://a.example' }, 'no', 'ACME_TELEMETRY_ENDPOINT'],
  [
    'endpoint-variable',
    { ACME_TELEMETRY_ENDPOINT: 'https://a.example' },
    'nothing',
    'ACME_TELEMETRY_ENDPOINT',
  ],
  ['endpoint-variable', { ACME_TELEMETRY_ENDPOINT: '' }, 'nothing', 'ACME_TELEMETRY_ENDPOINT'],
];

const read = (env: NodeJS.ProcessEnv, changes: Partial<ConsentHost> = {}): ReturnType<typeof readVariables> =>
  readVariables({ host: acmeConsent('/home/ada', changes), env, project: undefined });

describe('readVariables', () => {
  for (const [source, env, says, where] of ROWS) {
    it(`takes ${JSON.stringify(env)} as "${says}" of ${source}`, () => {
      const [found, ...others] = [...read(env)].filter((reading) => reading.source === source);
      expect(found).to.include({ says, where });
      expect(others).to.deep.equal([]);
    });
  }

  it('says of the value that only shows that it only shows', () => {
    const notes = ['inspect', ' INSPECT', 'nonsense'].map((value) => {
      return [...read({ ACME_TELEMETRY: value })].find(({ source }) => source === 'variable')?.note;
    });
    expect(notes).to.deep.equal([
      'set to inspect, shows what a run would send',
      'set to inspect, shows what a run would send',
      'set, and not to 1, true, yes or on',
    ]);
  });

  it('reads the vendor’s variables in their own meanings beside the built-in ones', () => {
    const variables = { SAM_CLI_TELEMETRY: 'enables', SST_TELEMETRY_DISABLED: 'disables' } as const;
    const said = (env: NodeJS.ProcessEnv): Says[] =>
      [...read(env, { variables })]
        .filter(({ source }) => source === 'extra-variable')
        .map(({ says }) => says);
    expect(said({ SAM_CLI_TELEMETRY: '0' })).to.deep.equal(['no', 'nothing']);
    expect(said({ SAM_CLI_TELEMETRY: '1', SST_TELEMETRY_DISABLED: '0' })).to.deep.equal(['yes', 'nothing']);
    expect(said({ SAM_CLI_TELEMETRY: '', SST_TELEMETRY_DISABLED: '1' })).to.deep.equal(['no', 'no']);
  });

  it('reads the built-in variables even where the vendor gave them another meaning', () => {
    const variables = { DO_NOT_TRACK: 'enables', ACME_TELEMETRY: 'disables' } as const;
    const readings = [...read({ DO_NOT_TRACK: '1', ACME_TELEMETRY: '0' }, { variables })];
    const saidNo = readings.filter(({ says }) => says === 'no').map(({ source }) => source);
    expect(saidNo).to.include.members(['do-not-track', 'variable']);
  });

  it('never repeats a value that it found', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{12}$/), (secret) => {
        const env = { DO_NOT_TRACK: secret, ACME_TELEMETRY: secret, ACME_TELEMETRY_ENDPOINT: secret };
        expect(JSON.stringify([...read(env)])).not.to.include(secret);
      }),
    );
  });
});

const GOOD_ENDPOINTS = [
  ['https://otel.example', 'https://otel.example/'],
  ['https://otel.example:8443/base', 'https://otel.example:8443/base'],
  ['http://localhost:4318', 'http://localhost:4318/'],
  ['http://LOCALHOST:4318', 'http://localhost:4318/'],
  ['http://127.0.0.1:4318', 'http://127.0.0.1:4318/'],
  ['http://127.1.2.3', 'http://127.1.2.3/'],
  ['http://[::1]:4318', 'http://[::1]:4318/'],
  [' http://localhost:4318 ', 'http://localhost:4318/'],
] as const;

const BROKEN_ENDPOINTS = [
  'otel.example',
  'otel.example:4318',
  '/v1/traces',
  'http://',
  'http://otel.example',
  'http://10.0.0.1:4318',
  'http://0.0.0.0:4318',
  'http://localhost.evil.example',
  'http://127.0.0.1.evil.example',
  'http://evil.example#localhost',
  'http://localhost@evil.example',
  'https://user:password@otel.example',
  'https://user@otel.example',
  'https://otel.example/base?token=secret',
  'https://otel.example/base#fragment',
  'ftp://localhost',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'unix:///var/run/otel.sock',
  `https://otel.example/${'a'.repeat(200)}`,
  `https://otel.example/${'ä'.repeat(40)}`,
];

describe('readEndpointVariable', () => {
  for (const [value, href] of GOOD_ENDPOINTS) {
    it(`takes ${value}`, () => {
      expect(String(readEndpointVariable(value))).to.equal(href);
    });
  }

  for (const value of BROKEN_ENDPOINTS) {
    it(`refuses ${value.slice(0, 60)}`, () => {
      expect(readEndpointVariable(value)).to.equal('broken');
    });
  }

  for (const value of [undefined, '', '  ']) {
    it(`takes ${JSON.stringify(value)} as not set`, () => {
      expect(readEndpointVariable(value)).to.equal(undefined);
    });
  }

  it('never sends in the clear to another machine, whatever the text', () => {
    const host = fc.oneof(
      fc.domain(),
      fc.ipV4(),
      fc.ipV6().map((ip) => `[${ip}]`),
      fc.constant('localhost'),
    );
    fc.assert(
      fc.property(host, fc.webPath(), (name, path) => {
        const url = readEndpointVariable(`http://${name}${path}`);
        if (!(url instanceof URL)) return;
        expect(url.hostname).to.match(/^(localhost|127\..*|\[::1\])$/);
      }),
    );
  });
});

describe('isShortEnough', () => {
  it('counts a URL as it stands in a file name', () => {
    expect(isShortEnough(new URL('https://otel.example/'))).to.equal(true);
    expect(isShortEnough(new URL(`https://otel.example/${'/'.repeat(80)}`))).to.equal(false);
  });
});
