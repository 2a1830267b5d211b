/**
 * Builds `dist`: each entry bundled into one file, the type declarations, and the licences of what was bundled.
 *
 * The recorder is built first, because the entry that loads it carries its stamp.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { build, type BuildOptions } from 'esbuild';
import { writeLicenses } from './licenses.ts';

const root = new URL('..', import.meta.url).pathname;
const { version } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as { version: string };
const sdkManifest = readFileSync(
  createRequire(import.meta.url)
    .resolve('@opentelemetry/sdk-trace')
    .replace(/dist\/.*$/, 'package.json'),
  'utf8',
);
const { version: sdkVersion } = JSON.parse(sdkManifest) as { version: string };

const SHARED: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node22.15',
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
};

rmSync(`${root}dist`, { recursive: true, force: true });
const bundled = new Set<string>();

async function bundle(entry: string, options: BuildOptions & { stamp?: string }): Promise<void> {
  const { stamp = '', ...rest } = options;
  const { metafile } = await build({
    ...SHARED,
    ...rest,
    entryPoints: [`src/${entry}.ts`],
    outfile: `dist/${entry}.${rest.format === 'cjs' ? 'cjs' : 'js'}`,
    define: {
      COMMANDSPAN_VERSION: JSON.stringify(version),
      COMMANDSPAN_SDK_VERSION: JSON.stringify(sdkVersion),
      COMMANDSPAN_BUILD: JSON.stringify(stamp),
    },
  });
  for (const { inputs } of Object.values(metafile?.outputs ?? {})) {
    for (const [file, { bytesInOutput }] of Object.entries(inputs)) if (bytesInOutput > 0) bundled.add(file);
  }
}

await bundle('recorder', { format: 'cjs' });
const stamp = createHash('sha256')
  .update(readFileSync(`${root}dist/recorder.cjs`))
  .digest('hex')
  .slice(0, 12);
await Promise.all([
  bundle('index', { format: 'esm', stamp }),
  bundle('commander', { format: 'esm' }),
  bundle('verbs', { format: 'cjs' }),
  bundle('sender', { format: 'esm', stamp }),
  bundle('cli', { format: 'esm', banner: { js: '#!/usr/bin/env node' } }),
]);
chmodSync(`${root}dist/cli.js`, 0o755);
writeLicenses([...bundled], root);
execFileSync(process.execPath, [`${root}node_modules/typescript/bin/tsc`, '-p', 'tsconfig.build.json'], {
  cwd: root,
  stdio: 'inherit',
});
