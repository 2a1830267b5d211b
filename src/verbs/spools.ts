import { fs, path } from '../disk/builtin.ts';
import { isOwnFolder } from '../disk/own-folder.ts';
import { resolveEndpoint } from '../host/endpoint.ts';
import { spoolLayout, type SpoolLayout } from '../spool/layout.ts';
import type { VerbContext } from './verb-context.ts';

/** A spool and the collector that it waits for. */
export interface Spool {
  readonly url: string;
  /** Headers beside those of every request; none for a collector that the user named. */
  readonly headers: Readonly<Record<string, string>>;
  readonly layout: SpoolLayout;
  /** Whether this run's spans would go there. */
  readonly isCurrent: boolean;
}

/** Finds the spools of a host: the one of this run, on disk or not, and those of other endpoints that are on disk. */
export function findSpools({ host, env }: VerbContext): Spool[] {
  const current = resolveEndpoint(host, env);
  const dirs = listSpoolDirs(host.paths.spoolsDir).filter((dir) => dir !== current.spoolDir);
  const ofThisRun: Spool = {
    url: current.url,
    headers: current.headers,
    layout: spoolLayout(current.spoolDir),
    isCurrent: true,
  };
  return [
    // An SDK of the host's own has none; what others left is there all the same.
    ...(host.ownSdk === 'alone' ? [] : [ofThisRun]),
    ...dirs.map((dir): Spool => {
      const url = decodeURIComponent(path.basename(dir).replace(/^(own|vendor)\+/, ''));
      const headers = url === host.tracesUrl && path.basename(dir).startsWith('vendor+') ? host.headers : {};
      return { url, headers, layout: spoolLayout(dir), isCurrent: false };
    }),
  ];
}

function listSpoolDirs(spoolsDir: string): string[] {
  if (!isOwnFolder(spoolsDir)) return [];
  return fs
    .readdirSync(spoolsDir)
    .filter((name) => /^(own|vendor)\+/.test(name) && isDecodable(name))
    .map((name) => path.join(spoolsDir, name))
    .filter(isOwnFolder);
}

function isDecodable(name: string): boolean {
  try {
    return decodeURIComponent(name) !== '';
  } catch {
    // Not a name that we gave.
    return false;
  }
}
