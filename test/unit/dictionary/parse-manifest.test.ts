import { expect } from 'chai';
import { parseManifest } from '../../../src/dictionary/parse-manifest.ts';
import { describeAcme, OWN_ATTRIBUTES } from './support.ts';

const GOOD: string = JSON.stringify(describeAcme({ attributes: OWN_ATTRIBUTES, steps: ['pack'] }));

type Json = Record<string, unknown>;

/** The good manifest with one place changed; `undefined` removes it. */
function changed(path: string, value: unknown): string {
  const manifest = JSON.parse(GOOD) as Json;
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  const holder = keys.reduce<Json>((at, key) => at[key] as Json, manifest);
  holder[last] = value;
  return JSON.stringify(manifest);
}

const WRONG: readonly (readonly [path: string, value: unknown, message: RegExp])[] = [
  ['manifest', 2, /^manifest: expected 1, found 2$/],
  ['manifest', undefined, /^manifest: expected 1, found nothing$/],
  ['name', 'ac\nme', /^name: expected a word of at most 64 characters, found "ac\\nme"$/],
  ['prefix', 'AC ME', /^prefix: expected the name of a variable/],
  ['endpoint', 'telemetry.example', /^endpoint: expected a URL, found "telemetry.example"$/],
  ['identity', 'fixed', /^identity: expected one of rotating, stable, none, found "fixed"$/],
  ['consent', [], /^consent: expected an object, found \[\]$/],
  ['consent.mode', 'off', /^consent\.mode: expected one of opt-out, opt-in/],
  [
    'consent.notice',
    { kind: 'elsewhere', version: 1 },
    /^consent\.notice\.url: expected a URL, found nothing$/,
  ],
  ['consent.notice', { kind: 'never' }, /^consent\.notice\.kind: expected "shown", found "never"$/],
  ['consent.notice.version', 1.5, /^consent\.notice\.version: expected a whole number/],
  ['consent.variables', { SAM: 'maybe' }, /^consent\.variables\.SAM: expected one of enables, disables/],
  ['attributes', {}, /^attributes: expected a list, found \{\}$/],
  ['attributes.3', null, /^attributes\[3\]: expected an object, found null$/],
  ['attributes.3.type', 'text', /^attributes\[3\]\.type: expected one of one-of, .*, found "text"$/],
  ['attributes.3.type', 'toString', /^attributes\[3\]\.type: expected one of/],
  ['attributes.2.values', ['a', 3], /^attributes\[2\]\.values\[1\]: expected a word/],
  ['attributes.2.key', 'service', /^attributes\[2\]\.key: expected a key/],
  ['attributes.2.on', ['event'], /^attributes\[2\]\.on\[0\]: expected one of resource, span, step/],
  ['attributes.2.purpose', ' ', /^attributes\[2\]\.purpose: expected a text/],
  ['attributes.2.example', { a: 1 }, /^attributes\[2\]\.example: expected a text, a number, true or false/],
  ['attributes.2.origin', 'us', /^attributes\[2\]\.origin: expected one of opentelemetry, commandspan, host/],
  ['names.commands', 'deploy', /^names\.commands: expected a list, found "deploy"$/],
  ['names.errors', ['a\u001bb'], /^names\.errors\[0\]: expected a name/],
  ['errorTypes.0.complete', 1, /^errorTypes\[0\]\.complete: expected true or false, found 1$/],
];

describe('parseManifest', () => {
  it('reads what describeHost wrote', () => {
    expect(parseManifest(GOOD)).to.deep.equal(JSON.parse(GOOD));
  });

  it('leaves out what it does not know', () => {
    expect(parseManifest(changed('later', 1))).to.deep.equal(JSON.parse(GOOD));
  });

  it('is not led astray by the names of prototypes', () => {
    const text = changed('consent.variables', {}).replace(
      '"variables":{}',
      '"variables":{"__proto__":"enables"}',
    );
    const { variables } = parseManifest(text).consent;
    expect(Object.entries(variables)).to.deep.equal([['__proto__', 'enables']]);
    const without = GOOD.replace(/^\{/, '{"__proto__":{"name":"other"},');
    expect(parseManifest(without).name).to.equal('acme');
  });

  for (const [path, value, message] of WRONG) {
    it(`says what is wrong with ${path}: ${JSON.stringify(value) ?? 'nothing'}`, () => {
      expect(() => parseManifest(changed(path, value))).to.throw(Error, message);
    });
  }

  for (const [text, message] of [
    ['', /^there is no manifest/],
    ['# Telemetry', /^the manifest is not JSON/],
    ['null', /^the manifest: expected an object, found null$/],
    ['[]', /^the manifest: expected an object/],
  ] as const) {
    it(`says what is wrong with ${JSON.stringify(text)}`, () => {
      expect(() => parseManifest(text)).to.throw(Error, message);
    });
  }
});
