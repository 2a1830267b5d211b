import { join } from 'node:path';
import { BuildFailed } from '../errors.js';

const BUILD_FOLDER = join('.sst', 'build');

/**
 * Bundles every function of an app into one file.
 *
 * @param {import('./config.js').App} app
 * @returns {Promise<{ name: string, file: string, handler: string, bytes: number }[]>}
 */
export async function buildFunctions(app) {
  // Loaded here, because it takes longer than all the rest of sst.
  const { build } = await import('esbuild');
  return Promise.all(
    Object.entries(app.functions).map(async ([name, { handler }]) => {
      const at = handler.lastIndexOf('.');
      const file = join(BUILD_FOLDER, `${name}.mjs`);
      const result = await bundle(build, `${handler.slice(0, at)}.js`, file);
      const bytes = Object.values(result.metafile.outputs).reduce((sum, output) => sum + output.bytes, 0);
      return { name, file, handler: handler.slice(at + 1), bytes };
    }),
  );
}

/**
 * @param {typeof import('esbuild').build} build
 * @param {string} entry
 * @param {string} outfile
 */
async function bundle(build, entry, outfile) {
  try {
    return await build({
      entryPoints: [entry],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'esm',
      metafile: true,
      logLevel: 'silent',
    });
  } catch (cause) {
    // The message shows the line of the user's source in which it went wrong.
    throw new BuildFailed(describe(cause), { cause });
  }
}

/** @param {any} failure */
function describe({ errors = [], message }) {
  const lines = errors.map(
    ({ text, location }) =>
      `${location?.file ?? ''}:${location?.line ?? ''}: ${text}\n  ${location?.lineText ?? ''}`,
  );
  return lines.length === 0 ? message : lines.join('\n');
}
