import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { spoolLayout, type SpoolLayout } from '../../src/spool/layout.ts';
import { sendersOf } from './senders.ts';
import { waitFor } from './wait-for.ts';

/** A user's home of their own, empty, and the environment that leads a program there. */
export interface Home {
  readonly path: string;
  /** No CI, no agent, no consent: what a program needs, and nothing more. */
  readonly env: Readonly<Record<string, string>>;
  readonly config: string;
  /** Where everything but the no lies. */
  readonly state: string;
  readonly spool: (endpoint: string) => SpoolLayout;
  /** Lists all files, links and folders below, relative, folders with a slash. */
  readonly tree: () => string[];
  readonly write: (file: string, content: string) => void;
  /** Keeps commands from starting a sender for an hour, so that records stay in the spool. */
  readonly holdSender: (endpoint: string) => void;
  /** Makes a sender due at once, back-off or not. */
  readonly makeDue: (endpoint: string) => void;
  /** Waits until no sender is at work. */
  readonly quiet: () => Promise<void>;
  /** Waits for the senders and deletes it all. */
  readonly remove: () => Promise<void>;
}

/** How a home is made. */
export interface HomeOptions {
  /** Begins the name of its folder. */
  readonly prefix?: string;
}

const HOUR_MS = 3_600_000;

/** Makes a fresh home; its paths are those of the host of that name. */
export function makeHome(host = 'acme', { prefix = 'commandspan-' }: HomeOptions = {}): Home {
  const path = realpathSync(mkdtempSync(join(tmpdir(), prefix)));
  const at = (...parts: string[]): string => join(path, ...parts);
  const state = at('.local/state', host, 'telemetry');
  const spool = (endpoint: string): SpoolLayout =>
    spoolLayout(join(state, 'spool', `vendor+${encodeURIComponent(`${endpoint}/v1/traces`)}`));
  const write = (file: string, content: string): void => {
    mkdirSync(dirname(join(path, file)), { recursive: true, mode: 0o700 });
    writeFileSync(join(path, file), content, { mode: 0o600 });
  };
  const quiet = (): Promise<void> => waitFor(() => isQuiet(path, state), `the senders of ${path} to end`);
  return {
    path,
    state,
    spool,
    write,
    quiet,
    config: at('.config', host),
    env: {
      HOME: path,
      XDG_CONFIG_HOME: at('.config'),
      XDG_STATE_HOME: at('.local/state'),
      XDG_DATA_HOME: at('.local/share'),
      XDG_CACHE_HOME: at('.cache'),
      PATH: '/usr/local/bin:/usr/bin:/bin',
      // Not a container: tests that run in one would see no installation id.
      container: 'wsl',
    },
    tree: () => listTree(path, ''),
    holdSender: (endpoint) => {
      const schedule = { nextStart: Date.now() + HOUR_MS, nextPost: 0, failures: 0 };
      write(spool(endpoint).scheduleFile.slice(path.length), JSON.stringify(schedule));
    },
    makeDue: (endpoint) => rmSync(spool(endpoint).scheduleFile, { force: true }),
    remove: async () => {
      await quiet();
      rmSync(path, { recursive: true, force: true });
    },
  };
}

/** A sender holds its lock until its work is done, and lives a moment longer. */
function isQuiet(path: string, state: string): boolean {
  if (sendersOf(path, state).length > 0) return false;
  const spools = join(state, 'spool');
  return (
    !existsSync(spools) ||
    !lstatSync(spools).isDirectory() ||
    !readdirSync(spools).some((name) => existsSync(join(spools, name, 'lock.json')))
  );
}

function listTree(root: string, below: string): string[] {
  return readdirSync(join(root, below), { withFileTypes: true }).flatMap((entry) => {
    const name = join(below, entry.name);
    return entry.isDirectory() ? [`${name}/`, ...listTree(root, name)] : [name];
  });
}
