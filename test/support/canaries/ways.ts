import { listPaths, type Path } from './paths.ts';
import type { Way } from './watch.ts';

/** Every way of ending in every framework. */
export const PATHS: readonly Path[] = listPaths();

/** A command that is killed has no end at which it could show its payload. */
export const SHOWN_PATHS: readonly Path[] = PATHS.filter(({ expected }) => expected.outcome !== 'killed');

/** On a person's machine, with an installation id and a salt for hashes. */
export const TO_THE_VENDOR: Way = {
  name: 'after `enable`, for the vendor',
  spool: 'vendor',
  isSurrounded: false,
  verb: 'enable',
  env: () => ({}),
};

/** On a machine where everything is recognised: CI, agents, editors, a container, a build. */
export const TO_THE_USER: Way = {
  name: 'by a variable, for a collector of the user',
  spool: 'own',
  isSurrounded: true,
  env: ({ url }) => ({ ACME_TELEMETRY: '1', ACME_TELEMETRY_ENDPOINT: url }),
};
