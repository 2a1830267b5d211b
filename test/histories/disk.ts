import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseObject } from '../../src/disk/json.ts';
import type { Counts, ModelIdentity } from './model.ts';

/** All files below a home at one moment: what they hold, by their relative paths. */
export interface Snapshot {
  readonly files: ReadonlyMap<string, string>;
  /** The files of commands, by name. */
  readonly entries: ReadonlyMap<string, SpoolEntry>;
}

/** One file of one command in a spool. */
export interface SpoolEntry {
  readonly path: string;
  /** Name of the folder of the spool. */
  readonly spool: string;
  readonly folder: 'running' | 'finished';
  readonly text: string;
  readonly modifiedMs: number;
}

/** Where everything but the no lies, below a home. */
export const STATE = '.local/state/acme/telemetry';

/** The name of the log of a spool. */
export const SENT_LOG = 'sent.jsonl';

/** What stands for the content of a link. */
export const LINK = '(link)';

const SPOOLS = `${STATE}/spool/`;

/** Reads all that lies below a home. */
export function takeSnapshot(home: string): Snapshot {
  const files = new Map(listFiles(home, ''));
  const entries = new Map<string, SpoolEntry>();
  for (const [path, text] of files) {
    if (!path.startsWith(SPOOLS)) continue;
    const [spool = '', folder = '', name = ''] = path.slice(SPOOLS.length).split('/');
    if (!name.endsWith('.jsonl')) continue;
    if (entries.has(name)) throw new Error(`${name} lies in two places`);
    const { mtimeMs: modifiedMs } = lstatSync(join(home, path));
    entries.set(name, {
      path,
      spool,
      text,
      modifiedMs,
      folder: folder === 'running' ? 'running' : 'finished',
    });
  }
  return { files, entries };
}

function* listFiles(home: string, below: string): Generator<[string, string]> {
  for (const entry of readdirSync(join(home, below), { withFileTypes: true })) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) yield* listFiles(home, path);
    else yield [path, entry.isSymbolicLink() ? LINK : readFileSync(join(home, path), 'latin1')];
  }
}

/** Lists what differs between two moments. */
export function changedFiles(before: Snapshot, after: Snapshot): string[] {
  const all = new Set([...before.files.keys(), ...after.files.keys()]);
  return [...all].filter((path) => before.files.get(path) !== after.files.get(path));
}

/** The identity that lies on disk; `'unsafe'` for anything that is none. */
export function identityIn({ files }: Snapshot): ModelIdentity | 'unsafe' | undefined {
  const text = files.get(`${STATE}/identity.json`);
  if (text === undefined) return undefined;
  const { id, salt, createdAt } = parseObject(text) ?? {};
  const isWhole = typeof id === 'string' && typeof salt === 'string' && typeof createdAt === 'number';
  return isWhole ? { id, salt, createdAt } : 'unsafe';
}

/** The counts of a spool that lie on disk, with the drops that commands noted. */
export function countsIn({ files }: Snapshot, spool: string): Counts {
  const { delivered = 0, dropped = {} } = parseObject(files.get(`${SPOOLS}${spool}/counts.json`) ?? '') ?? {};
  const noted = (files.get(`${SPOOLS}${spool}/drops.jsonl`) ?? '')
    .split('\n')
    .map((line) => Number(parseObject(line)?.['spans'] ?? 0));
  const counted = Object.values(Object(dropped)).map(Number);
  return { delivered: Number(delivered), dropped: [...counted, ...noted].reduce((sum, n) => sum + n, 0) };
}

/** The names of the spools on disk. */
export function spoolsIn(home: string): string[] {
  const folder = join(home, SPOOLS);
  return existsSync(folder) ? readdirSync(folder).toSorted() : [];
}

/** When a command may start a sender, and when that may post, as a spool's schedule has it. */
export function scheduleIn({ files }: Snapshot, spool: string, now: number): { start: number; post: number } {
  const found = parseObject(files.get(`${SPOOLS}${spool}/schedule.json`) ?? '') ?? {};
  const [start, post] = [Number(found['nextStart']), Number(found['nextPost'])];
  const isUsable = Object.keys(found).length === 3 && Math.max(start, post) <= now + DAY_MS;
  return isUsable ? { start, post } : { start: 0, post: 0 };
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** The path of a spool's file below a home. */
export function spoolPath(spool: string, ...parts: readonly string[]): string {
  return [`${SPOOLS}${basename(spool)}`, ...parts].join('/');
}
