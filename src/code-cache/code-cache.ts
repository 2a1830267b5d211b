import { fs, path } from '../disk/builtin.ts';
import { ensureOwnFolder, isOwnFolder } from '../disk/own-folder.ts';
import { effectiveUser } from '../disk/own-file.ts';
import { writeAside } from '../disk/write-aside.ts';
import { compileRecorder } from './script.ts';

/** Where the code cache of one build of the recorder lies. */
export interface CodeCachePlace {
  readonly codeCacheDir: string;
  readonly ownFolders: readonly string[];
  /** Stamp of the recorder's bundle: V8 compares no more of the source than its length. */
  readonly build: string;
}

/** A larger file is not ours. */
const MAX_BYTES = 4_000_000;

/**
 * Reads V8's code cache of the recorder, which a sender made; `undefined` when there is none to trust.
 *
 * The file holds the cache twice: V8 checks neither length nor sum, so that one flipped bit could crash the host, and
 * comparing two halves is native and quicker than any sum in JavaScript.
 */
export function readCodeCache(place: CodeCachePlace): Buffer | undefined {
  if (!place.ownFolders.every(isOwnFolder)) return undefined;
  const file = cacheFile(place);
  const stats = fs.lstatSync(file, { throwIfNoEntry: false });
  const [uid] = effectiveUser();
  if (!stats?.isFile() || stats.size > MAX_BYTES || (uid !== undefined && stats.uid !== uid))
    return undefined;
  const bytes = fs.readFileSync(file);
  const half = bytes.length / 2;
  const first = bytes.subarray(0, half);
  return half > 0 && Number.isInteger(half) && first.equals(bytes.subarray(half)) ? first : undefined;
}

/** Makes the code cache of a recorder unless there is one, and removes those of other builds and Node versions. */
export function writeCodeCache(place: CodeCachePlace, recorderFile: string): void {
  const file = cacheFile(place);
  if (fs.existsSync(file) || !ensureOwnFolder(place.codeCacheDir, place.ownFolders)) return;
  const { script, run } = compileRecorder(fs.readFileSync(recorderFile, 'utf8'), recorderFile, undefined);
  run().warmUp();
  const cache = script.createCachedData();
  for (const other of fs.readdirSync(place.codeCacheDir)) {
    fs.rmSync(path.join(place.codeCacheDir, other), { force: true });
  }
  writeAside(file, Buffer.concat([cache, cache]));
}

function cacheFile({ codeCacheDir, build }: CodeCachePlace): string {
  return path.join(codeCacheDir, `recorder-${build}-${process.version}-${process.arch}.bin`);
}
