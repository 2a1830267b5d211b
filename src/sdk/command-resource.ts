import { DISTRO } from '../distro.ts';
import { PARTS_INSIDE } from '../host/parts-inside.ts';
import { permitted } from '../host/permitted.ts';
import * as check from '../host/check.ts';
import { CONSENT_KEYS, parseConsentOptions, parseVersion } from '../host/options.ts';
import type { Parts } from '../host/parts.ts';
import { sessionOf } from '../host/session-of.ts';
import type { ConsentOptions, TelemetryOptions } from '../host/telemetry-options.ts';
import type { Registered } from '../host/telemetry.ts';
import { unseen } from '../host/unseen.ts';
import type { HostPaths } from '../disk/paths.ts';
import type { ResourceAttributes } from '../resource/resource.ts';
import { createResource } from '../span/resource.ts';
import { isTelemetry } from './is-telemetry.ts';

/** A resource as SDKs 2.x and 3.x take it. */
export interface CommandResource {
  /** Values of closed lists, numbers, shortened versions. */
  readonly attributes: Record<string, string | number | boolean>;
  /** Whether attributes of what was merged in are still to come. */
  readonly asyncAttributesPending?: boolean;
  /** Waits for them. */
  waitForAsyncAttributes?(): Promise<void>;
  /** Makes a resource of this one and another; where both have an attribute, the other's counts. */
  merge(other: MergedResource | null): CommandResource;
  /** The attributes as SDKs merge them. */
  getRawAttributes(): [string, string | number | boolean][];
}

/** What an SDK merges into a resource: a resource of its own. */
export interface MergedResource {
  /** Its attributes by their keys. */
  readonly attributes: object;
  /** Its attributes in their order. */
  getRawAttributes(): [string, unknown][];
}

/** What names the program, and decides about consent. */
export type ResourceOptions = ConsentOptions & Pick<TelemetryOptions, 'version'>;

/**
 * Describes program, machine and surroundings for the host's own SDK, as the resource of usage telemetry does: values
 * of closed lists, numbers and shortened versions, no names of machines or users, no paths, no installation id. Without
 * consent nothing is looked at, and only the program's name is there.
 *
 * The SDK's own detectors add arguments, paths and names beside it, unless the SDK is told not to run them:
 * `autoDetectResources: false`.
 *
 * @param from the telemetry object, or the host's options.
 * @throws TypeError when an option is unknown or not what it should be.
 */
export function commandResource(from: Registered | ResourceOptions): CommandResource {
  const source = isTelemetry(from) ? ofSession(from) : ofOptions(from);
  const attributes = look(source);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the structure that both versions of the SDK take
  return createResource(() => attributes) as CommandResource;
}

function look({ parts, paths, service, isGranted }: Source): ResourceAttributes {
  const bare = { 'service.name': service.name };
  try {
    return unseen(() => {
      if (!isGranted()) return bare;
      const { env } = process;
      // Which SDK it is, is for the SDK to say.
      return parts.recorder(paths).describeResource({ env, service, distro: DISTRO, sdkVersion: '' });
    });
  } catch {
    // Where our files are missing nobody can be asked, and that is a no.
    return bare;
  }
}

interface Source {
  readonly parts: Parts;
  readonly paths: HostPaths;
  readonly service: { readonly name: string; readonly version: string };
  readonly isGranted: () => boolean;
}

function ofSession(telemetry: Registered): Source {
  const { parts, host, isRecording } = sessionOf(telemetry);
  return { parts, paths: host.paths, service: host, isGranted: isRecording };
}

function ofOptions(input: unknown): Source {
  const { env, parts } = permitted(PARTS_INSIDE);
  const { version: given, ...options } = check.object(input, 'options', [...CONSENT_KEYS, 'version']);
  const host = parseConsentOptions(options, env);
  const version = parseVersion(given, 'version');
  return {
    parts,
    paths: host.paths,
    service: { name: host.name, version },
    isGranted: () => parts.session(host.paths).readConsent({ host, env, project: undefined }).granted,
  };
}
