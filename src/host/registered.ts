import type { Telemetry } from './telemetry.ts';

const KEY = Symbol.for('commandspan.registered');

/**
 * Every registration of this process, by the name of its host, in the order in which they were made.
 *
 * It lies on `globalThis`, where nobody lists it, because each entry of the package is bundled alone, as hosts may be
 * too: what a framework loads by itself, as oclif loads a plug-in, finds here what the host has registered elsewhere.
 */
export function registered(): Map<string, Telemetry> {
  const known: unknown = Reflect.get(globalThis, KEY);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only this function writes this property
  if (known !== undefined) return known as Map<string, Telemetry>;
  const made = new Map<string, Telemetry>();
  Object.defineProperty(globalThis, KEY, { value: made });
  return made;
}
