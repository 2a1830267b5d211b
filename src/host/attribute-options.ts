import type { HostAttribute, HostAttributes } from '../catalog/attribute.ts';
import * as check from './check.ts';

/** Namespaces of the semantic conventions that resources and spans of programs use, and our own. */
const RESERVED = /^(app|cli|code|enduser|error|exception|host|os|otel|process|service|telemetry|user|vcs)\./;

/** A key with a namespace (specification, "Attribute naming"). */
const KEY = /^[a-z][a-z0-9_]{0,31}(\.[a-z][a-z0-9_]{0,31}){1,4}$/;

const MAX_ATTRIBUTES = 100;

/**
 * Checks the host's own attributes: keys with a namespace that is not one of the semantic conventions', and values
 * that the functions of `attribute` made.
 *
 * @throws TypeError that says what was expected and what came.
 */
export function parseAttributes(value: unknown, option: string): HostAttributes {
  const entries = Object.entries(check.object(value, option));
  if (entries.length > MAX_ATTRIBUTES)
    check.fail(option, `at most ${MAX_ATTRIBUTES} attributes`, entries.length);
  for (const [key, attribute] of entries) {
    if (!KEY.test(key)) check.fail(option, 'keys with a namespace, such as "acme.template"', key);
    if (RESERVED.test(key)) check.fail(option, 'keys outside the namespaces of semantic conventions', key);
    if (!isAttribute(attribute)) {
      check.fail(`${option}["${key}"]`, 'what a function of `attribute` returns', attribute);
    }
  }
  // Without a prototype, so that `constructor` is no key.
  return Object.freeze(Object.assign(Object.create(null), Object.fromEntries(entries)));
}

/** By shape: the entries of the package are bundled alone, and each has functions of its own. */
function isAttribute(value: unknown): value is HostAttribute {
  return (
    typeof value === 'object' &&
    value !== null &&
    'type' in value &&
    TYPES.has(value.type) &&
    'on' in value &&
    Array.isArray(value.on) &&
    'purpose' in value &&
    typeof value.purpose === 'string'
  );
}

const TYPES: ReadonlySet<unknown> = new Set<HostAttribute['type']>([
  'one-of',
  'boolean',
  'integer',
  'bucket',
  'version',
  'name',
  'hash',
]);
