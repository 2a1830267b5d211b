/**
 * Builds `dist`: each entry bundled into one file, the type declarations, and the licences of what was bundled.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { build, type BuildOptions, type Metafile, type Plugin } from 'esbuild';
import { minify } from 'terser';
import { writeLicenses } from './licenses.ts';
import { pruneTypes } from './prune-types.ts';
import { sharingEntry, takeFrom } from './shared-modules.ts';

const root = new URL('..', import.meta.url).pathname;
const { version } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as { version: string };
const sdkManifest = readFileSync(
  createRequire(import.meta.url)
    .resolve('@opentelemetry/sdk-trace')
    .replace(/dist\/.*$/, 'package.json'),
  'utf8',
);
const { version: sdkVersion } = JSON.parse(sdkManifest) as { version: string };

/**
 * The SDK's detector of machine ids, which nothing of ours uses, loads its parts by `import()`. Because of that alone
 * esbuild would wrap every module of the API in a function, and none of it could be left out.
 */
const WITHOUT_MACHINE_ID: Plugin = {
  name: 'without-machine-id',
  setup: (bundler) => {
    bundler.onLoad({ filter: /machine-id[\\/]getMachineId\.mjs$/ }, () => ({
      contents: 'export const getMachineId = undefined;',
    }));
  },
};

const COMMON: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node22.15',
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
};

/** Leaves imports of one entry to the file of `dist` that has what they name. */
function outside(filter: RegExp, file: string): Plugin {
  return {
    name: `outside-${file}`,
    setup: (bundler) => {
      bundler.onResolve({ filter }, ({ kind }) =>
        kind === 'import-statement' ? { path: file, external: true } : undefined,
      );
    },
  };
}

const INSIDE = outside(/\/inside\.cjs$/, './inside.cjs');
const FROM_INDEX = takeFrom('index', root);
const FROM_SESSION = takeFrom('session', root);
const FROM_RECORDER = takeFrom('recorder', root);
/** What the programs do lies in one file, which hosts that are bundled have inside. */
const FROM_COLD = outside(/^\.\.?\/cold\.ts$/, './cold.cjs');

/** What hosts import besides the package itself; `exports` of `package.json` and `tsconfig.build.json` list it too. */
const ENTRIES = [
  'cac',
  'citty',
  'clipanion',
  'commander',
  'oclif',
  'parse-args',
  'project',
  'sdk',
  'testing',
  'tracing',
  'yargs',
] as const;

rmSync(`${root}dist`, { recursive: true, force: true });
const bundled = new Set<string>();

async function bundle(entry: string, options: BuildOptions & { stamp?: string }): Promise<void> {
  const { stamp = '', plugins = [], ...rest } = options;
  const outfile = `dist/${entry}.${rest.format === 'cjs' ? 'cjs' : 'js'}`;
  const { metafile } = await build({
    ...COMMON,
    ...(rest.stdin === undefined && { entryPoints: [`src/${entry}.ts`] }),
    ...rest,
    plugins: [WITHOUT_MACHINE_ID, ...plugins],
    outfile,
    define: {
      COMMANDSPAN_VERSION: JSON.stringify(version),
      COMMANDSPAN_SDK_VERSION: JSON.stringify(sdkVersion),
      COMMANDSPAN_BUILD: JSON.stringify(stamp),
    },
    ...(entry === 'recorder' && { inject: ['scripts/performance-shim.ts'] }),
  });
  noteSources(metafile);
  await finish(root + outfile, rest.format === 'esm');
}

/**
 * Makes a bundle smaller still, and fit to be taken into another one: in an ES module nothing can be required when the
 * program runs.
 */
async function finish(file: string, isModule: boolean): Promise<void> {
  const text = readFileSync(file, 'utf8');
  const { code = '' } = await minify(text.replaceAll(/\brequire\((?="node:)/g, 'process.getBuiltinModule('), {
    module: isModule,
    toplevel: true,
    ecma: 2020,
    // What an entry takes from another bundle and does not use goes too: no getter of ours is read for what it does.
    compress: { passes: 2, pure_getters: isModule },
    // Node prints the line in which an error was thrown; a wrong option must not be buried below a whole bundle. The
    // escapes are for those who read a byte a character.
    format: {
      ecma: 2020,
      ascii_only: true,
      comments: false,
      ...(file.endsWith('index.js') && { max_line_len: 160 }),
    },
  });
  // By this line, which never runs, Node knows the names that an ES module can import from a CommonJS one.
  const names = /0\s*&&\s*\(module\.exports\s*=\s*\{[^}]*\}\);?\s*$/.exec(text)?.[0] ?? '';
  const shebang = text.startsWith('#!') && !code.startsWith('#!') ? `${text.split('\n')[0]}\n` : '';
  writeFileSync(file, `${shebang}${code}${names === '' ? '' : `\n${names}`}\n`);
}

function noteSources(metafile: Metafile | undefined): void {
  for (const { inputs } of Object.values(metafile?.outputs ?? {})) {
    for (const [file, { bytesInOutput }] of Object.entries(inputs)) if (bytesInOutput > 0) bundled.add(file);
  }
}

// The bundles that have a code cache are built twice, because one of them carries the stamp of both.
const CACHED = ['session', 'recorder'] as const;
const CACHED_ENTRIES = {
  session: sharingEntry('session', root),
  recorder: { ...sharingEntry('recorder', root), plugins: [FROM_SESSION] },
};
const hash = createHash('sha256');
for (const entry of CACHED) {
  await bundle(entry, { ...CACHED_ENTRIES[entry], format: 'cjs' });
  hash.update(readFileSync(`${root}dist/${entry}.cjs`));
}
const stamp = hash.digest('hex').slice(0, 12);
await Promise.all([
  ...CACHED.map((entry) => bundle(entry, { ...CACHED_ENTRIES[entry], format: 'cjs', stamp })),
  ...ENTRIES.map((entry) =>
    bundle(entry, { format: 'esm', stamp, plugins: [INSIDE, FROM_COLD, FROM_INDEX, FROM_RECORDER] }),
  ),
  bundle('index', { ...sharingEntry('index', root), format: 'esm', stamp }),
  bundle('bundled', { format: 'esm', plugins: [INSIDE, FROM_INDEX] }),
  bundle('cold', { format: 'cjs', stamp, plugins: [FROM_SESSION] }),
  bundle('sender', { format: 'esm', plugins: [FROM_COLD] }),
  bundle('cli', { format: 'esm', plugins: [FROM_COLD], banner: { js: '#!/usr/bin/env node' } }),
]);
chmodSync(`${root}dist/cli.js`, 0o755);
copyFileSync(`${root}src/inside.cjs`, `${root}dist/inside.cjs`);
await finish(`${root}dist/inside.cjs`, false);
writeLicenses([...bundled], root);
execFileSync(process.execPath, [`${root}node_modules/typescript/bin/tsc`, '-p', 'tsconfig.build.json'], {
  cwd: root,
  stdio: 'inherit',
});
pruneTypes(
  `${root}dist/types`,
  ['index', ...ENTRIES].map((entry) => `${entry}.d.ts`),
);
