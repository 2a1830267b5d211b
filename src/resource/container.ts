import { isAnyOn, variableNames } from './signs.ts';
import type { Env } from './signs.ts';

/**
 * Detects a container. The Windows Subsystem for Linux is none, though systemd calls it one and a distribution
 * imported from an image still holds `/.dockerenv`.
 *
 * @param env - the variables to look at
 * @param exists - tells whether a file exists; by default asks the file system, and only on Linux, as elsewhere
 *   containers do not show that way
 * @param names - the names of the variables that are set, if they have been listed already
 */
export function detectContainer(
  env: Env,
  exists: (path: string) => boolean = existsOnLinux,
  names: ReadonlySet<string> = variableNames(env),
): boolean {
  if (isAnyOn(env, names, PLATFORM_VARIABLES)) return true;
  if (env['container'] === 'wsl' || names.has('WSL_DISTRO_NAME')) return false;
  if (isAnyOn(env, names, ['container'])) return true; // Podman, LXC, systemd-nspawn, Flatpak
  return exists('/.dockerenv') || exists('/run/.containerenv'); // written by Docker and Podman
}

/** Set inside by whoever runs the container: Kubernetes, Amazon ECS, Google Cloud Run services and jobs. */
const PLATFORM_VARIABLES: readonly string[] = [
  'KUBERNETES_SERVICE_HOST',
  'ECS_CONTAINER_METADATA_URI_V4',
  'K_SERVICE',
  'CLOUD_RUN_JOB',
];

function existsOnLinux(path: string): boolean {
  return process.platform === 'linux' && process.getBuiltinModule('node:fs').existsSync(path);
}
