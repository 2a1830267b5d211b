import type { AttributeType, NameKind } from '../catalog/attribute-type.ts';
import type { AttributeExample, AttributePlace } from '../catalog/definition.ts';
import * as check from './check-json.ts';
import {
  ERROR_KINDS,
  MANIFEST_VERSION,
  ORIGINS,
  type Manifest,
  type ManifestAttribute,
  type ManifestNotice,
} from './manifest.ts';

/**
 * Reads a manifest that comes from outside.
 *
 * @throws Error that says what is wrong with it, and where.
 */
export function parseManifest(json: string): Manifest {
  return MANIFEST(parseJson(json), check.ROOT);
}

function parseJson(json: string): unknown {
  if (json.trim() === '') throw new Error('there is no manifest, which `telemetry manifest --json` prints');
  try {
    return JSON.parse(json);
  } catch {
    throw new Error('the manifest is not JSON, as `telemetry manifest --json` prints it');
  }
}

/** What is printed in pages, files and commands holds no control characters. */
const WORD = check.text(/^[\w.:@/+-]{1,64}$/, 'a word of at most 64 characters');
const NAME = check.text(/^[\w.:@/+ -]{1,600}$/, 'a name');
const KEY = check.text(/^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$/, 'a key such as "acme.template"');
const URL_TEXT = check.text(/^https?:\/\/\S+$/, 'a URL');
const TEXT = check.text(/\S/, 'a text');
const VARIABLE = check.text(/^[A-Za-z_][A-Za-z0-9_]*$/, 'the name of a variable');

const NOTICE: check.Check<ManifestNotice> = (value, at) =>
  check.object(value, at)['kind'] === 'elsewhere'
    ? check.shape({ kind: check.constant('elsewhere'), url: URL_TEXT, version: check.integer })(value, at)
    : check.shape({ kind: check.constant('shown'), version: check.integer })(value, at);

const PLACE: check.Check<AttributePlace> = check.oneOf('resource', 'span', 'step');
const KIND: check.Check<NameKind> = check.oneOf('host', 'command', 'flag', 'step', 'error');
const EXAMPLE: check.Check<AttributeExample> = (value, at) =>
  Array.isArray(value) ? check.list(check.text(/^/, 'a text'))(value, at) : check.scalar(value, at);

const TYPE: check.Check<AttributeType['type']> = check.oneOf(
  'one-of',
  'boolean',
  'integer',
  'bucket',
  'version',
  'uuid',
  'hash',
  'name',
  'names',
);
const TYPES: { readonly [Type in AttributeType['type']]: check.Check<AttributeType & { type: Type }> } = {
  'one-of': check.shape({ type: check.constant('one-of'), values: check.list(WORD) }),
  boolean: check.shape({ type: check.constant('boolean') }),
  integer: check.shape({ type: check.constant('integer'), min: check.integer, max: check.integer }),
  bucket: check.shape({ type: check.constant('bucket'), bounds: check.list(check.number) }),
  version: (value, at) =>
    'numbers' in check.object(value, at)
      ? check.shape({ type: check.constant('version'), numbers: check.constant(2) })(value, at)
      : check.shape({ type: check.constant('version') })(value, at),
  uuid: check.shape({ type: check.constant('uuid') }),
  hash: check.shape({ type: check.constant('hash') }),
  name: check.shape({ type: check.constant('name'), kind: KIND }),
  names: check.shape({ type: check.constant('names'), kind: KIND }),
};
const DESCRIPTION = check.shape({
  key: KEY,
  origin: check.oneOf(...ORIGINS),
  on: check.list(PLACE),
  purpose: TEXT,
  example: EXAMPLE,
});

const ATTRIBUTE: check.Check<ManifestAttribute> = (value, at) => {
  const type = TYPE(check.object(value, at)['type'], `${at}.type`);
  const { key, origin, on, purpose, example } = DESCRIPTION(value, at);
  return { key, origin, on, ...TYPES[type](value, at), purpose, example };
};

const MANIFEST: check.Check<Manifest> = check.shape({
  // Checked first: in another version the rest may be anything.
  manifest: check.constant(MANIFEST_VERSION),
  name: WORD,
  prefix: VARIABLE,
  verbs: TEXT,
  consent: check.shape({
    mode: check.oneOf('opt-out', 'opt-in'),
    ci: check.oneOf('ignore', 'record'),
    notice: NOTICE,
    variables: check.dictionary(VARIABLE, check.oneOf('enables', 'disables')),
    distribution: check.oneOf('default', 'disabled'),
  }),
  identity: check.oneOf('rotating', 'stable', 'none'),
  endpoint: (value, at) => (value === '' ? '' : URL_TEXT(value, at)),
  ownSdk: check.optional(check.oneOf('besides', 'alone')),
  span: check.shape({ name: TEXT, kind: check.constant('internal') }),
  attributes: check.list(ATTRIBUTE),
  names: check.shape({
    commands: check.list(NAME),
    flags: check.list(NAME),
    steps: check.list(NAME),
    errors: check.list(NAME),
  }),
  placeholders: check.list(check.shape({ name: TEXT, meaning: TEXT })),
  errorTypes: check.list(
    check.shape({ kind: check.oneOf(...ERROR_KINDS), complete: check.boolean, values: check.list(NAME) }),
  ),
});
