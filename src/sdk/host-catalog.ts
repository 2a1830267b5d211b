import type { Declared } from '../catalog/filter.ts';
import type { HostAttribute } from '../catalog/host-attribute.ts';
import { isNameShaped } from '../catalog/name-shape.ts';
import * as check from '../host/check.ts';
import { DECLARED_KEYS, parseDeclared, parseName } from '../host/declared-options.ts';
import type { Host } from '../host/host.ts';
import { sessionOf } from '../host/session-of.ts';
import type { Registered } from '../host/telemetry.ts';
import { createDeclarations } from '../recorder/declarations.ts';
import { isTelemetry } from './is-telemetry.ts';

/** The host's part of the catalog. */
export interface HostCatalog extends Declared {
  /** The host's name. */
  readonly name: string;
}

/**
 * Checks the options and makes the host's part of the catalog of them.
 *
 * @param input options, or a telemetry object.
 * @throws TypeError that says what was expected and what came.
 */
export function parseHostCatalog(input: Registered | object): HostCatalog {
  if (isTelemetry<Registered>(input)) return describe(sessionOf(input).host);
  const options = check.object(input, 'options', ['name', ...DECLARED_KEYS]);
  return describe({ name: parseName(options['name'], 'name'), ...parseDeclared(options) });
}

/**
 * The catalog for spans that are known to be ours: what looks like a name was declared, and what belongs on a resource
 * stands on the command, because an SDK makes its resource before the host says anything.
 */
export function catalogOfOwnSpans({ attributes, isDeclared, ...rest }: HostCatalog): HostCatalog {
  const onSpans = Object.entries(attributes).map(([key, definition]): [string, HostAttribute] => [
    key,
    definition.on.includes('resource') ? { ...definition, on: ['span'] } : definition,
  ]);
  return {
    ...rest,
    attributes: Object.fromEntries(onSpans),
    isDeclared: (kind, name) => isDeclared(kind, name) || isNameShaped(name),
  };
}

function describe({
  name,
  declared,
  attributes,
}: Pick<Host, 'name' | 'declared' | 'attributes'>): HostCatalog {
  return { name, attributes, isDeclared: createDeclarations({ name, declared }).has };
}
