import type { Parts } from '../host/parts.ts';

/**
 * The files beside this bundle, required as any other module: once each, however often a sampler asks. What a code
 * cache would save is nothing beside what an SDK takes to load.
 */
export const REQUIRED_PARTS: Parts = {
  session: () => load('session'),
  recorder: () => load('recorder'),
  verbs: () => load('verbs'),
  senderFile: undefined,
};

// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- each caller knows its bundle
function load<Exports>(name: string): Exports {
  const { createRequire } = process.getBuiltinModule('node:module');
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- all bundles come out of one build
  return createRequire(`${import.meta.dirname}/`)(`./${name}.cjs`) as Exports;
}
