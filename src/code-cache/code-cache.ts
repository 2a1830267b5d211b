import { fs } from '../disk/builtin.ts';
import { effectiveUser } from '../disk/own-file.ts';
import { ensureOwnFolder, isOwnFolder } from '../disk/own-folder.ts';
import { writeAside } from '../disk/write-aside.ts';
import { compileBundle } from './script.ts';

/** The bundles that hosts load with a code cache. */
export type BundleName = 'session' | 'recorder';

/** Where the code caches of one build lie. */
export interface CodeCachePlace {
  readonly codeCacheDir: string;
  readonly ownFolders: readonly string[];
  /** Stamp of the build: V8 compares no more of a source than its length. */
  readonly build: string;
}

/** A larger file is not ours. */
const MAX_BYTES = 4_000_000;

/**
 * Reads V8's code cache of a bundle, which a sender made; `undefined` when there is none to trust.
 *
 * The file holds the cache twice: V8 checks neither length nor sum, so that one flipped bit could crash the host, and
 * comparing two halves is native and quicker than any sum in JavaScript.
 */
export function readCodeCache(place: CodeCachePlace, bundle: BundleName): Buffer | undefined {
  const bytes = readOwnBytes(cacheFile(place, bundle));
  if (bytes === undefined || !place.ownFolders.every(isOwnFolder)) return undefined;
  const half = bytes.length / 2;
  const first = bytes.subarray(0, half);
  return half > 0 && Number.isInteger(half) && first.equals(bytes.subarray(half)) ? first : undefined;
}

function readOwnBytes(file: string): Buffer | undefined {
  try {
    const stats = fs.lstatSync(file, { throwIfNoEntry: false });
    return stats?.isFile() && stats.size <= MAX_BYTES && isOwn(stats) ? fs.readFileSync(file) : undefined;
  } catch {
    // What is in the way of a cache must not keep a command from being recorded.
    return undefined;
  }
}

/**
 * Makes the code caches of the bundles beside the sender unless they are there, and removes those of other builds and
 * other versions of Node.
 *
 * @param bundles files of the bundles, each of which exports a `warmUp` that runs what commands run, in a folder of
 * its own that is removed afterwards.
 */
export function writeCodeCaches(place: CodeCachePlace, bundles: Readonly<Record<BundleName, string>>): void {
  const wanted = entriesOf(bundles);
  const isComplete = wanted.every(([name]) => readCodeCache(place, name) !== undefined);
  if (isComplete || !ensureOwnFolder(place.codeCacheDir, place.ownFolders)) return;
  for (const name of fs.readdirSync(place.codeCacheDir)) {
    fs.rmSync(`${place.codeCacheDir}/${name}`, { recursive: true, force: true });
  }
  for (const [name, bundle] of wanted) {
    const cache = makeCache(bundle, `${place.codeCacheDir}/rehearsal`);
    writeAside(cacheFile(place, name), Buffer.concat([cache, cache]));
  }
}

function makeCache(file: string, rehearsal: string): Buffer {
  const source = fs.readFileSync(file, 'latin1');
  // V8 stores the name along, and a path would name the user. Who loads the cache gives the whole one.
  const filename = file.replace(/^.*[\\/]/, '');
  const { script, run } = compileBundle({ source, filename, cachedData: undefined });
  const { createRequire } = process.getBuiltinModule('node:module');
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- both bundles come out of this build
  const { warmUp } = run(createRequire(file)) as { warmUp: (folder: string) => void };
  fs.mkdirSync(rehearsal, { mode: 0o700 });
  try {
    warmUp(rehearsal);
  } finally {
    fs.rmSync(rehearsal, { recursive: true, force: true });
  }
  return script.createCachedData();
}

function entriesOf(bundles: Readonly<Record<BundleName, string>>): (readonly [BundleName, string])[] {
  return [
    ['session', bundles.session],
    ['recorder', bundles.recorder],
  ];
}

function isOwn(stats: import('node:fs').Stats): boolean {
  const [uid] = effectiveUser();
  return uid === undefined || stats.uid === uid;
}

function cacheFile({ codeCacheDir, build }: CodeCachePlace, bundle: BundleName): string {
  // Bun and Deno name the version of Node that they stand in for, and what another engine has compiled is no use.
  const { bun, deno } = process.versions;
  const runtime = bun === undefined ? (deno === undefined ? process.version : `deno${deno}`) : `bun${bun}`;
  return `${codeCacheDir}/${bundle}-${build}-${runtime}-${process.arch}.bin`;
}
