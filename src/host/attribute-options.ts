import { remakeAttribute } from '../catalog/attribute.ts';
import type { HostAttribute, HostAttributes } from '../catalog/host-attribute.ts';
import * as check from './check.ts';

/** Namespaces of the semantic conventions, where a key means what they say, and our own. */
const RESERVED =
  /^(app|cicd|cli|client|cloud|code|container|db|deployment|device|enduser|error|event|exception|faas|file|gen_ai|host|http|k8s|log|messaging|network|os|otel|peer|process|rpc|server|service|session|source|system|telemetry|thread|tls|url|user|user_agent|vcs)\./;

/** A key with a namespace (specification, "Attribute naming"). */
const KEY = /^[a-z][a-z0-9_]{0,31}(\.[a-z][a-z0-9_]{0,31}){1,4}$/;

const MAX_ATTRIBUTES = 100;

/**
 * Checks the host's own attributes: keys with a namespace that is not one of the semantic conventions', and values
 * that the functions of `attribute` made.
 *
 * @returns an object without a prototype, so that `constructor` is no key.
 * @throws TypeError that says what was expected and what came.
 */
export function parseAttributes(value: unknown, option: string): HostAttributes {
  const entries = Object.entries(check.object(value, option));
  if (entries.length > MAX_ATTRIBUTES)
    check.fail(option, `at most ${MAX_ATTRIBUTES} attributes`, entries.length);
  const parsed = entries.map(([key, given]): [string, HostAttribute] => {
    if (!KEY.test(key)) check.fail(option, 'keys with a namespace, such as "acme.template"', key);
    if (RESERVED.test(key)) check.fail(option, 'keys outside the namespaces of semantic conventions', key);
    return [key, parseAttribute(given, `${option}["${key}"]`)];
  });
  return Object.freeze(Object.assign(Object.create(null), Object.fromEntries(parsed)));
}

/** Not by its maker: the entries of the package are bundled alone, and each has functions of its own. */
function parseAttribute(value: unknown, option: string): HostAttribute {
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- whatever it is, it is made anew
    return remakeAttribute(value as HostAttribute);
  } catch {
    return check.fail(option, 'what a function of `attribute` returns', value);
  }
}
