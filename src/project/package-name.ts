import { fs, path } from '../disk/builtin.ts';
import { parseObject } from '../disk/json.ts';
import { foldersUp } from './folders-up.ts';
import { readStart } from './read-start.ts';

/** The largest manifests of real packages have a tenth of it. */
const MAX_MANIFEST_BYTES = 1024 * 1024;

/**
 * Finds the name in the nearest `package.json` that has one. Those without a name mark folders of a package, as
 * `{ "type": "module" }` does.
 *
 * For `attribute.hash`: a name can be a secret.
 *
 * @example
 * ```js
 * telemetry.set('acme.package', packageName); // called only if the run is recorded
 * ```
 * @param folder any folder of the package.
 * @defaultValue `process.cwd()`
 * @returns `undefined` where there is none, or the nearest file is not JSON. Never throws.
 */
export function packageName(folder?: string): string | undefined {
  try {
    for (const at of foldersUp(fs.realpathSync.native(folder ?? process.cwd()))) {
      const start = readStart(path.join(at, 'package.json'), MAX_MANIFEST_BYTES);
      if (start === undefined) continue;
      const manifest = parseObject(start.text.replace(/^\uFEFF/, ''));
      if (manifest === undefined) return undefined;
      const { name } = manifest;
      if (typeof name === 'string' && name !== '') return name;
    }
    return undefined;
  } catch {
    // The folder is gone, or a file may not be read: nothing is known of the package.
    return undefined;
  }
}
