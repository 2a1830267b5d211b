import type { Declared } from '../catalog/filter.ts';
import * as check from '../host/check.ts';
import { DECLARED_KEYS, parseDeclared, parseName } from '../host/declared-options.ts';
import { createDeclarations } from '../recorder/declarations.ts';

/** The host's part of the catalog. */
export interface HostCatalog extends Declared {
  /** The host's name. */
  readonly name: string;
}

/**
 * Checks the options and makes the host's part of the catalog of them.
 *
 * @throws TypeError that says what was expected and what came.
 */
export function parseHostCatalog(input: unknown): HostCatalog {
  const options = check.object(input, 'options', ['name', ...DECLARED_KEYS]);
  const name = parseName(options['name'], 'name');
  const { declared, attributes } = parseDeclared(options);
  return { name, attributes, isDeclared: createDeclarations({ name, declared }).has };
}
