import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Home } from '../support/home.ts';
import { SENT_LOG, spoolPath, spoolsIn, STATE, type Snapshot } from './disk.ts';
import type { Damage, Damaged } from './step.ts';

/** What is damaged, and when. */
export interface DamageInput {
  readonly home: Home;
  readonly disk: Snapshot;
  readonly file: Damaged;
  readonly how: Damage;
  readonly which: number;
  readonly now: number;
  /** What would say yes in the place of the file, for a link that leads to it. */
  readonly tempting: string;
}

/** Does to a file what disks, other programs and people do; returns its path below the home, if there was any. */
export function damageFile(input: DamageInput): string | undefined {
  const { home, file, now } = input;
  const path = findFile(input);
  if (path === undefined) return undefined;
  const place = join(home.path, path);
  const how = tame(file, input.how);
  const isThere = lstatSync(place, { throwIfNoEntry: false }) !== undefined;
  if (!isThere && (how === 'cut' || how === 'removed')) return undefined;
  mkdirSync(dirname(place), { recursive: true, mode: 0o700 });
  HOW[how](place, input);
  if (existsSync(place)) utimesSync(place, now / 1000, now / 1000);
  return path;
}

/** Records and journals are files of many; the others have their places. */
function findFile({ home, disk, file, which }: DamageInput): string | undefined {
  if (file === 'no') return existsSync(home.config) ? '.config/acme/telemetry-disabled' : undefined;
  const inState = { yes: 'enabled.json', notice: 'notice.json', identity: 'identity.json' } as const;
  if (file in inState) return `${STATE}/${inState[file as keyof typeof inState]}`;
  if (file === 'record' || file === 'journal') {
    const folder = file === 'record' ? 'finished' : 'running';
    const found = [...disk.entries.values()].filter((entry) => entry.folder === folder);
    return found[which % found.length]?.path;
  }
  const spools = spoolsIn(home.path);
  const spool = spools[which % spools.length];
  return spool === undefined ? undefined : spoolPath(spool, file === 'sent' ? SENT_LOG : `${file}.json`);
}

/** A folder in the place of a file of the spool is nobody's accident, and a link to a record is left alone for ever. */
function tame(file: Damaged, how: Damage): Damage {
  const isEntry = file === 'record' || file === 'journal';
  if (isEntry && how !== 'removed') return how === 'cut' ? 'cut' : 'garbage';
  const isOfUser = ['no', 'yes', 'notice', 'identity'].includes(file);
  return how === 'folder' && !isOfUser ? 'garbage' : how;
}

const HOW: Readonly<Record<Damage, (place: string, input: DamageInput) => void>> = {
  garbage: (place) => overwrite(place, 'garbage'),
  empty: (place) => overwrite(place, ''),
  cut: (place) => {
    // Through a link or a folder nothing is cut.
    if (lstatSync(place).isFile()) writeFileSync(place, readFileSync(place).subarray(0, -5));
  },
  link: (place, { home, tempting }) => {
    const target = join(home.path, 'elsewhere', basename(place));
    const content = lstatSync(place, { throwIfNoEntry: false })?.isFile() ? readFileSync(place) : tempting;
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content);
    rmSync(place, { recursive: true, force: true });
    symlinkSync(target, place);
  },
  folder: (place) => {
    rmSync(place, { recursive: true, force: true });
    mkdirSync(place);
  },
  removed: (place) => rmSync(place, { recursive: true, force: true }),
};

function overwrite(place: string, content: string): void {
  rmSync(place, { recursive: true, force: true });
  writeFileSync(place, content, { mode: 0o600 });
}

/** Makes the config folder unreadable for everybody, root included: a link that leads to itself. */
export function closeConfig({ config }: Home): void {
  mkdirSync(dirname(config), { recursive: true });
  if (existsSync(config)) renameSync(config, `${config}.closed`);
  symlinkSync(basename(config), config);
}

/** Takes {@link closeConfig} back. */
export function openConfig({ config }: Home): void {
  unlinkSync(config);
  if (existsSync(`${config}.closed`)) renameSync(`${config}.closed`, config);
}
