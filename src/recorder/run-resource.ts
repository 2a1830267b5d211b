import { DISTRO } from '../distro.ts';
import type { RunInput } from '../host/recorder.ts';
import { obtainIdentity } from '../identity/install-id.ts';
import { detectCi } from '../resource/ci.ts';
import { detectContainer } from '../resource/container.ts';
import { describeResource, type ResourceAttributes } from '../resource/resource.ts';

/** The resource of this run, without and with the installation id. */
export interface RunResource {
  readonly withoutId: ResourceAttributes;
  /** Reads or mints the id at the first call, which touches the disk. */
  readonly complete: () => ResourceAttributes;
}

/** Describes program, machine and surroundings of this run. */
export function describeRun(input: RunInput): RunResource {
  const { host, env } = input;
  const service = { name: host.name, version: host.version };
  const withoutId = describeResource({ env, service, distro: DISTRO, sdkVersion: DISTRO.sdkVersion });
  let complete: ResourceAttributes | undefined;
  return {
    withoutId,
    complete: () => (complete ??= withId(withoutId, input)),
  };
}

/** CI machines and containers would mint one per run, and a collector of the user's own has no use for one. */
function withId(attributes: ResourceAttributes, { host, env, endpoint }: RunInput): ResourceAttributes {
  if (endpoint.isUsersOwn || detectCi(env).isCi || detectContainer(env)) return attributes;
  const identity = obtainIdentity(host.paths, host.identity);
  return identity === undefined ? attributes : { ...attributes, 'app.installation.id': identity.id };
}
