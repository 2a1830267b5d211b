import { BUILD } from '../build-stamp.ts';
import { readCodeCache, type BundleName, type CodeCachePlace } from '../code-cache/code-cache.ts';
import { compileBundle } from '../code-cache/script.ts';
import { fs } from '../disk/builtin.ts';

/**
 * Loads a bundle that lies beside this one, with its code cache where there is one.
 *
 * @typeParam Exports what the bundle exports.
 * @throws the system error where it is missing, as in hosts that were bundled without `commandspan/bundled`.
 */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- each caller knows its bundle
export function loadBundle<Exports>(
  name: BundleName,
  { dirname, others }: BundleSurroundings,
  place: Omit<CodeCachePlace, 'build'>,
): Exports {
  const filename = `${dirname}/${name}.cjs`;
  // The build escapes all but ASCII, and one byte a character is quicker to read and to keep.
  const source = fs.readFileSync(filename, 'latin1');
  const cachedData = readCodeCache({ ...place, build: BUILD }, name);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- all bundles come out of one build
  return compileBundle({ source, filename, cachedData }).run(others) as Exports;
}

/** Where a bundle lies, and what it finds there. */
export interface BundleSurroundings {
  readonly dirname: string;
  /** Gives a bundle that this one requires. */
  readonly others?: (name: string) => unknown;
}

/** Loads a bundle that is seldom needed; synchronously, so that hosts that parse synchronously can run the verbs too. */
export function requireBundle(name: 'cold', dirname: string): unknown {
  const { createRequire } = process.getBuiltinModule('node:module');
  return createRequire(`${dirname}/`)(`./${name}.cjs`);
}
