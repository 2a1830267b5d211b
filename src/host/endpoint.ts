import { readEndpointVariable } from '../consent/variables.ts';
import { SEPARATOR } from '../disk/builtin.ts';
import type { Host } from './host.ts';
import { tracesUrl } from './traces-url.ts';

/** Where the spans of this run go. */
export interface Endpoint {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Whether the user named a collector of their own for this run: no id, no vendor's headers, sent at once. */
  readonly isUsersOwn: boolean;
  readonly spoolDir: string;
}

/** Chooses the vendor's collector, or the one that the user named for this run, each with a spool of its own. */
export function resolveEndpoint(host: Host, env: NodeJS.ProcessEnv): Endpoint {
  const own = readEndpointVariable(env[`${host.prefix}_TELEMETRY_ENDPOINT`]);
  // A broken value is a no among the sources of consent, so that it never comes to sending.
  const isUsersOwn = own instanceof URL;
  const url = isUsersOwn ? tracesUrl(own) : host.tracesUrl;
  return {
    url,
    headers: isUsersOwn ? {} : host.headers,
    isUsersOwn,
    spoolDir: `${host.paths.spoolsDir}${SEPARATOR}${isUsersOwn ? 'own' : 'vendor'}+${folderName(url)}`,
  };
}

/** The URL itself, readable, as one file name; `*` alone is legal in URLs and not in file names. */
function folderName(url: string): string {
  return encodeURIComponent(url).replaceAll('*', '%2A');
}
