/**
 * Lets one bundle take modules of the source from another one that holds them anyway, in the place of a copy. All
 * bundles lie in one folder, and come out of one build.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { BuildOptions, Plugin } from 'esbuild';

/** A bundle that shares. */
export type SharingBundle = 'index' | 'session' | 'recorder';

/** What a bundle shares, and how others take it. */
interface Sharing {
  /** Modules of `src`. */
  readonly modules: readonly string[];
  /** Finds the bundle's `internals` as a module is loaded. */
  readonly find: string;
  /** Finds them at the first call, where the bundle must not be loaded before: for modules of functions alone. */
  readonly findLater?: string;
}

/** The bundles that share. */
const SHARED: Readonly<Record<SharingBundle, Sharing>> = {
  index: {
    modules: [
      'adapters/load-verbs',
      'adapters/print-result',
      'adapters/run-verb-line',
      'catalog/attribute',
      'consent/sampler',
      'disk/paths',
      'host/check',
      'host/closed-session',
      'host/create-telemetry',
      'host/declared-options',
      'host/follow',
      'host/guard',
      'host/offer',
      'host/options',
      'host/parts',
      'host/permitted',
      'host/project-setting',
      'host/read-consent',
      'host/register',
      'host/registered',
      'host/run-sender',
      'host/session-of',
      'host/unseen',
    ],
    find: `import { internals } from './index.js';`,
  },
  session: {
    modules: [
      'consent/files',
      'consent/sources',
      'consent/variables',
      'disk/paths',
      'resource/agent',
      'resource/ci',
      'resource/interactive',
      'resource/values',
    ],
    find: `import { internals } from './session.cjs';`,
  },
  recorder: {
    modules: ['catalog/filter', 'recorder/declarations', 'spool/sender-process'],
    // The part with OpenTelemetry, which nobody loads after a no.
    find: `import inside from './inside.cjs';`,
    findLater: 'inside.recorder().internals',
  },
};

/** The entry of a bundle that shares: what it exports, and `internals`, which no type mentions. */
export function sharingEntry(bundle: SharingBundle, root: string): BuildOptions {
  const { modules } = SHARED[bundle];
  const imports = modules.map((name, index) => `import * as m${index} from './${name}.ts';`);
  const members = modules.map((name, index) => `'${name}': m${index}`);
  const contents = [
    `export * from './${bundle}.ts';`,
    ...imports,
    `export const internals = { ${members.join(', ')} };`,
  ].join('\n');
  return { stdin: { contents, resolveDir: `${root}src`, loader: 'ts' } };
}

/** Takes modules from a bundle that shares. */
export function takeFrom(bundle: SharingBundle, root: string): Plugin {
  const { modules, find, findLater } = SHARED[bundle];
  const nameOf = (file: string): string => path.relative(`${root}src`, file).replace(/\.ts$/, '');
  return {
    name: `from-${bundle}`,
    setup: (bundler) => {
      bundler.onResolve({ filter: /^\.\.?\/.*\.ts$/ }, ({ path: specifier, resolveDir }) => {
        const name = nameOf(path.resolve(resolveDir, specifier));
        return modules.includes(name) ? { path: name, namespace: bundle } : undefined;
      });
      bundler.onResolve({ filter: /^\.\//, namespace: bundle }, ({ path: file }) => ({
        path: file,
        external: true,
      }));
      bundler.onLoad({ filter: /.*/, namespace: bundle }, ({ path: name }) => ({
        contents: `${find}\n${takeExports(name, readFileSync(`${root}src/${name}.ts`, 'utf8'), findLater)}`,
        resolveDir: root,
      }));
    },
  };
}

function takeExports(module: string, source: string, later: string | undefined): string {
  if (later === undefined)
    return `export const { ${exportsOf(source).join(', ')} } = internals['${module}'];`;
  // A constant is left out, so that whoever imports it cannot be built: it would get a function.
  return functionsOf(source)
    .map((name) => `export const ${name} = (...args) => ${later}['${module}'].${name}(...args);`)
    .join('\n');
}

/** Names that a module of ours exports at run time; the style of this project writes no default exports. */
function exportsOf(source: string): string[] {
  const values = [...source.matchAll(/^export (?:const|class) (\w+)/gm)].map(([, name = '']) => name);
  const handedOn = [...source.matchAll(/^export \{([^}]*)\}/gm)]
    .flatMap(([, list = '']) => list.split(','))
    .map((name) => name.trim())
    .filter((name) => name !== '' && !name.startsWith('type '));
  return [...functionsOf(source), ...values, ...handedOn];
}

function functionsOf(source: string): string[] {
  return [...source.matchAll(/^export (?:async )?function\*? (\w+)/gm)].map(([, name = '']) => name);
}
