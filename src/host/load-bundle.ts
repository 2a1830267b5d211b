import { BUILD } from '../build-stamp.ts';
import { readCodeCache, type BundleName } from '../code-cache/code-cache.ts';
import { compileBundle } from '../code-cache/script.ts';
import { fs } from '../disk/builtin.ts';
import type { HostPaths } from '../disk/paths.ts';
import type { Recorder } from './recorder.ts';
import type { SessionBundle } from './session-bundle.ts';

/** What each bundle exports. */
interface Bundles {
  readonly session: SessionBundle;
  readonly recorder: Recorder;
}

/**
 * Loads a bundle that lies beside this one, with its code cache where there is one.
 *
 * @throws the system error where it is missing, as in hosts that are themselves bundled.
 */
export function loadBundle<Name extends BundleName>(name: Name, paths: HostPaths): Bundles[Name] {
  const dirname = import.meta.dirname;
  const filename = `${dirname}/${name}.cjs`;
  // The build escapes all but ASCII, and one byte a character is quicker to read and to keep.
  const source = fs.readFileSync(filename, 'latin1');
  const cachedData = readCodeCache({ ...paths, build: BUILD }, name);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- all bundles come out of one build
  return compileBundle({ source, filename, dirname, cachedData }).run() as Bundles[Name];
}

/** The program that sends, beside this one. */
export function senderFile(): string {
  return `${import.meta.dirname}/sender.js`;
}
