import { SEPARATOR } from '../disk/builtin.ts';
import { hostPaths } from '../disk/paths.ts';
import type { Host } from './host.ts';

/** The host of a rehearsal, and the environment in which it says yes. */
export interface Rehearsal {
  readonly host: Host;
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Makes the host whose run is rehearsed, so that a code cache has all that commands run. By hand: with the options'
 * own checks, which only `index.js` needs, the bundles would be larger and every command slower.
 *
 * @param folder takes everything that the rehearsal writes.
 */
export function rehearsalHost(folder: string): Rehearsal {
  const env: NodeJS.ProcessEnv = { HOME: folder, USERPROFILE: folder, REHEARSAL_TELEMETRY: '1' };
  const at = (name: string): string => folder + SEPARATOR + name;
  const directories = { config: at('config'), state: at('state'), policy: at('policy') };
  const host: Host = {
    name: 'rehearsal',
    version: '1.0.0',
    prefix: 'REHEARSAL',
    mode: 'opt-out',
    ci: 'ignore',
    notice: { version: 1 },
    variables: {},
    distribution: 'default',
    project: undefined,
    paths: hostPaths({ name: 'rehearsal', env, directories }),
    tracesUrl: 'http://127.0.0.1/v1/traces',
    headers: {},
    identity: 'stable',
    send: 'background',
    sendIntervalMs: 60_000,
    declared: { command: [], flag: [], step: [], error: [] },
    attributes: {},
  };
  return { host, env };
}
