import { fs } from '../disk/builtin.ts';
import { DISTRO } from '../distro.ts';
import type { RunInput } from '../host/recorder.ts';
import { obtainIdentity, readIdentity, type Identity } from '../identity/install-id.ts';
import { detectCi } from '../resource/ci.ts';
import { detectContainer } from '../resource/container.ts';
import { describeResource, type ResourceAttributes } from '../resource/resource.ts';

/** The resource of this run, and the identity that belongs to it. */
export interface RunResource {
  /** All but the installation id. */
  readonly attributes: ResourceAttributes;
  /** Whether the run is to have an identity; says nothing about the disk. */
  readonly isIdentified: boolean;
  /** Reads or mints the identity at the first call; `undefined` where there is none to be had. */
  readonly identity: () => Identity | undefined;
}

/** Describes program, machine and surroundings of this run. */
export function describeRun(input: RunInput): RunResource {
  const { host, env } = input;
  const service = { name: host.name, version: host.version };
  const isIdentified = mayHaveIdentity(input);
  let identity: Identity | undefined;
  return {
    attributes: describeResource({ env, service, distro: DISTRO, sdkVersion: DISTRO.sdkVersion }),
    isIdentified,
    identity: () => (identity ??= isIdentified ? findIdentity(input) : undefined),
  };
}

/** CI machines and containers would mint one per run, and a collector of the user's own has no use for one. */
function mayHaveIdentity({ host, env, endpoint }: RunInput): boolean {
  return host.identity !== 'none' && !endpoint.isUsersOwn && !detectCi(env).isCi && !detectContainer(env);
}

function findIdentity({ host, isShown, mayWrite }: RunInput): Identity | undefined {
  const { paths } = host;
  if (isShown) return ownIdentity(readIdentity(paths));
  const now = Date.now();
  const identity = obtainIdentity(paths, host.identity, now);
  if (identity?.createdAt !== now || mayWrite()) return identity;
  // The verb that came in between has stored its no first, and deleted what was there before this one was made.
  fs.rmSync(paths.identityFile, { force: true });
  return undefined;
}

function ownIdentity(found: Identity | 'unsafe' | undefined): Identity | undefined {
  return found === 'unsafe' ? undefined : found;
}
