import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ConsentHost } from '../consent/consent-host.ts';

/** Noes, and signs that a program is a part of another one's command; the host's own are added. */
const LEFT_OUT = [
  'DO_NOT_TRACK',
  'OTEL_SDK_DISABLED',
  'SUDO_UID',
  'DOAS_USER',
  'PKEXEC_UID',
  'NODE_UNIQUE_ID',
];

/** Where programs keep what is their user's, below the home. */
const FOLDERS = {
  XDG_CONFIG_HOME: '.config',
  XDG_STATE_HOME: '.local/state',
  XDG_DATA_HOME: '.local/share',
  XDG_CACHE_HOME: '.cache',
  APPDATA: 'AppData/Roaming',
  LOCALAPPDATA: 'AppData/Local',
} as const;

/**
 * Makes the environment in which a program records its command and sends it at once to the given collector: that of
 * this process, with an explicit yes, without any no, and in a home of its own.
 *
 * @param home an empty folder.
 * @param url base URL of the collector.
 */
export function programEnv(
  { prefix, variables }: Pick<ConsentHost, 'prefix' | 'variables'>,
  home: string,
  url: string,
): Record<string, string> {
  const leftOut = new Set([...LEFT_OUT, ...Object.keys(variables), `${prefix}_TELEMETRY_DISABLED`]);
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (value !== undefined && !leftOut.has(name)) env[name] = value;
  }
  for (const [name, folder] of Object.entries(FOLDERS)) {
    env[name] = join(home, folder);
    mkdirSync(env[name], { recursive: true, mode: 0o700 });
  }
  return {
    ...env,
    HOME: home,
    USERPROFILE: home,
    [`${prefix}_TELEMETRY`]: '1',
    [`${prefix}_TELEMETRY_ENDPOINT`]: url,
  };
}
