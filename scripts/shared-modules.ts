/**
 * Lets one bundle take modules of the source from another one that holds them anyway, in the place of a copy. All
 * bundles lie in one folder, and come out of one build.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { BuildOptions, Plugin } from 'esbuild';

/** The bundles that share, the modules of `src` that others take from them, and how those find the bundle. */
const SHARED = {
  index: {
    modules: [
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
      'host/project-setting',
      'host/read-consent',
      'host/register',
      'host/run-sender',
      'host/session-of',
      'host/unseen',
    ],
    find: `import { internals } from './index.js';`,
  },
  session: {
    modules: ['consent/files', 'consent/sources', 'consent/variables', 'resource/ci', 'resource/values'],
    find: `import { internals } from './session.cjs';`,
  },
} as const;

/** A bundle that shares. */
export type SharingBundle = keyof typeof SHARED;

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
  const { modules, find } = SHARED[bundle];
  const names: readonly string[] = modules;
  const nameOf = (file: string): string => path.relative(`${root}src`, file).replace(/\.ts$/, '');
  return {
    name: `from-${bundle}`,
    setup: (bundler) => {
      bundler.onResolve({ filter: /^\.\.?\/.*\.ts$/ }, ({ path: specifier, resolveDir }) => {
        const name = nameOf(path.resolve(resolveDir, specifier));
        return names.includes(name) ? { path: name, namespace: bundle } : undefined;
      });
      bundler.onResolve({ filter: /^\.\//, namespace: bundle }, ({ path: file }) => ({
        path: file,
        external: true,
      }));
      bundler.onLoad({ filter: /.*/, namespace: bundle }, ({ path: name }) => ({
        contents: `${find}\nexport const { ${exportsOf(`${root}src/${name}.ts`).join(', ')} } = internals['${name}'];`,
        resolveDir: root,
      }));
    },
  };
}

/** Names that a module of ours exports at run time; the style of this project writes no default exports. */
function exportsOf(file: string): string[] {
  const source = readFileSync(file, 'utf8');
  const declared = source.matchAll(/^export (?:async )?(?:function\*?|const|class) (\w+)/gm);
  const handedOn = [...source.matchAll(/^export \{([^}]*)\}/gm)].flatMap(([, list = '']) => list.split(','));
  return [
    ...[...declared].map(([, name = '']) => name),
    ...handedOn.map((name) => name.trim()).filter((name) => name !== '' && !name.startsWith('type ')),
  ];
}
