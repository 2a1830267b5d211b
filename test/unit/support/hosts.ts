import { join } from 'node:path';
import type { ConsentHost } from '../../../src/consent/consent-host.ts';
import { hostPaths, type HostPaths } from '../../../src/disk/paths.ts';
import { parseOptions } from '../../../src/host/options.ts';
import type { Host } from '../../../src/host/host.ts';

/** Names the places of a host called acme whose home is the given folder. */
export function acmePaths(home: string): HostPaths {
  return hostPaths({
    name: 'acme',
    env: { HOME: home, USERPROFILE: home },
    directories: {
      config: join(home, 'config', 'acme'),
      state: join(home, 'state', 'acme'),
      policy: join(home, 'etc', 'acme'),
    },
  });
}

/** Makes what consent needs to know of a host called acme; everything as it is by default. */
export function acmeConsent(home: string, changes: Partial<ConsentHost> = {}): ConsentHost {
  return {
    name: 'acme',
    prefix: 'ACME',
    mode: 'opt-out',
    ci: 'ignore',
    notice: { version: 1 },
    variables: {},
    distribution: 'default',
    paths: acmePaths(home),
    ...changes,
  };
}

/** Makes a complete host called acme from options, over the given home. */
export function acmeHost(options: Record<string, unknown> = {}, home = '/home/ada'): Host {
  const required = { name: 'acme', version: '1.2.3', endpoint: 'https://telemetry.acme.example' };
  return parseOptions({ ...required, ...options }, { HOME: home, USERPROFILE: home });
}
