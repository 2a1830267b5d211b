import { detectAgent } from './agent.ts';
import { detectCi } from './ci.ts';
import { detectContainer } from './container.ts';
import { environmentKind } from './environment.ts';
import { detectIde } from './ide.ts';
import { hostArch, osType, readProcessInfo, roundCpus, runtimeName } from './machine.ts';
import type { ProcessInfo } from './machine.ts';
import { detectPackageManager } from './package-manager.ts';
import { variableNames } from './signs.ts';
import type { Env } from './signs.ts';
import { shortenOsVersion, shortenVersion } from './version.ts';

/** Holds the attributes of an OpenTelemetry resource. */
export type ResourceAttributes = Record<string, string | number | boolean>;

/** Names a piece of software and its version. */
export interface NamedVersion {
  readonly name: string;
  readonly version: string;
}

/** Tells `describeResource` what it cannot find out. */
export interface ResourceOptions {
  /** Holds the variables to look at. */
  readonly env: Env;
  /** Names the host. */
  readonly service: NamedVersion;
  /** Names this library. */
  readonly distro: NamedVersion;
  /** Holds the version of the OpenTelemetry SDK inside. */
  readonly sdkVersion: string;
  /** Holds the pseudonymous id of the installation, if it has one. */
  readonly installId?: string | undefined;
  /**
   * Holds process and machine, for tests.
   *
   * @defaultValue those of this process
   */
  readonly processInfo?: ProcessInfo | undefined;
}

/**
 * Describes host, machine and surroundings as the resource of the command span. Strings are members of closed lists,
 * shortened versions, or given in the options; what is unknown is absent.
 */
export function describeResource(options: ResourceOptions): ResourceAttributes {
  const info = options.processInfo ?? readProcessInfo();
  const known: ResourceAttributes = {};
  const all = {
    ...softwareAttributes(options),
    ...machineAttributes(info),
    ...surroundings(options.env, info),
  };
  for (const name of Object.keys(all)) {
    const value = all[name];
    if (value !== undefined && value !== '') known[name] = value;
  }
  return known;
}

type Candidates = Record<string, string | number | boolean | undefined>;

function softwareAttributes({ service, distro, sdkVersion, installId }: ResourceOptions): Candidates {
  return {
    'service.name': service.name,
    'service.version': shortenVersion(service.version),
    'telemetry.sdk.language': 'nodejs',
    'telemetry.sdk.name': 'opentelemetry',
    'telemetry.sdk.version': sdkVersion,
    'telemetry.distro.name': distro.name,
    'telemetry.distro.version': distro.version,
    'app.installation.id': installId,
  };
}

function machineAttributes(info: ProcessInfo): Candidates {
  const runtime = runtimeName(info.versions);
  return {
    'os.type': osType(info.platform),
    'os.version': shortenOsVersion(info.osRelease),
    'host.arch': hostArch(info.arch),
    'process.runtime.name': runtime,
    'process.runtime.version': shortenVersion(info.versions[runtime === 'nodejs' ? 'node' : runtime] ?? ''),
    'process.interactive': info.interactive,
    'cli.cpus': roundCpus(info.cpus),
  };
}

function surroundings(env: Env, info: ProcessInfo): Candidates {
  const names = variableNames(env);
  const { isCi, vendor } = detectCi(env, names);
  const agent = detectAgent(env, names);
  const ide = detectIde(env, names);
  const isKnown = isCi || agent !== undefined || ide !== undefined;
  return {
    'cli.environment': environmentKind({
      ci: isCi,
      agent: agent !== undefined,
      ide: ide !== undefined,
      container: !isKnown && detectContainer(env, undefined, names), // two system calls, spared where CI wins anyway
      terminal: info.interactive,
    }),
    'cli.ci': isCi ? (vendor ?? 'other') : undefined,
    'cli.agent': agent,
    'cli.ide': ide,
    'cli.package_manager': detectPackageManager(env),
  };
}
