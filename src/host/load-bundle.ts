import { BUILD } from '../build-stamp.ts';
import { readCodeCache, type BundleName } from '../code-cache/code-cache.ts';
import { compileBundle } from '../code-cache/script.ts';
import { fs } from '../disk/builtin.ts';
import type { HostPaths } from '../disk/paths.ts';

/**
 * Loads a bundle that lies beside this one, with its code cache where there is one.
 *
 * @typeParam Exports what the bundle exports.
 * @throws the system error where it is missing, as in hosts that are themselves bundled.
 */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- each caller knows its bundle
export function loadBundle<Exports>(name: BundleName, paths: HostPaths): Exports {
  const dirname = import.meta.dirname;
  const filename = `${dirname}/${name}.cjs`;
  // The build escapes all but ASCII, and one byte a character is quicker to read and to keep.
  const source = fs.readFileSync(filename, 'latin1');
  const cachedData = readCodeCache({ ...paths, build: BUILD }, name);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- all bundles come out of one build
  return compileBundle({ source, filename, dirname, cachedData }).run() as Exports;
}

/** Loads the verbs; synchronously, so that hosts that parse synchronously can run them too. */
export function loadVerbs(): unknown {
  const { createRequire } = process.getBuiltinModule('node:module');
  return createRequire(`${import.meta.dirname}/`)('./verbs.cjs');
}

/** The program that sends, beside this one. */
export function senderFile(): string {
  return `${import.meta.dirname}/sender.js`;
}
