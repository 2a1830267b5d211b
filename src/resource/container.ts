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

/** Set inside by whoever runs the container, never by people. */
export const PLATFORM_VARIABLES: readonly string[] = [
  'KUBERNETES_SERVICE_HOST',
  'ECS_CONTAINER_METADATA_URI_V4', // Amazon ECS
  'K_SERVICE', // services of Google Cloud Run
  'CLOUD_RUN_JOB',
  'CONTAINER_APP_REPLICA_NAME', // Azure Container Apps; people set CONTAINER_APP_NAME
  'REMOTE_CONTAINERS', // Dev Containers of Visual Studio Code, whatever runs them
];

function existsOnLinux(path: string): boolean {
  return process.platform === 'linux' && process.getBuiltinModule('node:fs').existsSync(path);
}
