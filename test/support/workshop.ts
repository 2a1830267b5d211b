import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build, type BuildOptions } from 'esbuild';

const ROOT = join(import.meta.dirname, '../..');

/** A folder in which a host is built: its sources, and the packages that it has installed. */
export interface Workshop {
  readonly path: string;
  /** The folder that the bundler writes. */
  readonly out: string;
  /** Takes what was built elsewhere, and deletes all else, so that nothing of it can be found at run time. */
  readonly moveAway: () => Built;
}

/** What was built, in a folder of its own. */
export interface Built {
  readonly path: string;
  /** Where it was built. */
  readonly builtIn: string;
  readonly remove: () => void;
}

/** How a workshop is made. */
export interface WorkshopOptions {
  /** Whether the host's package says that it is a module. Default: `true`. */
  readonly isModule?: boolean;
  /** What the host imports in the place of `commandspan`. */
  readonly entry?: string;
}

/** The parts that a host loads when it needs them; each notes here that it is evaluated. */
const PARTS = ['session', 'recorder', 'cold'];

/** Makes a folder with the hosts of these tests, and the package as npm installs it. */
export function makeWorkshop({ isModule = true, entry = 'commandspan' }: WorkshopOptions = {}): Workshop {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'commandspan-workshop-')));
  const installed = join(path, 'node_modules/commandspan');
  for (const name of ['package.json', 'dist'])
    cpSync(join(ROOT, name), join(installed, name), { recursive: true });
  for (const part of PARTS) {
    const file = join(installed, `dist/${part}.cjs`);
    writeFileSync(file, `(process.evaluated??=[]).push('${part}');${readFileSync(file, 'latin1')}`, 'latin1');
  }
  cpSync(join(ROOT, 'node_modules/commander'), join(path, 'node_modules/commander'), { recursive: true });
  writeFileSync(
    join(path, 'package.json'),
    JSON.stringify({ name: 'acme', ...(isModule && { type: 'module' }) }),
  );
  const hosts = ['telemetry', 'program', 'offers-itself', 'does-not-offer-itself'];
  for (const name of hosts) {
    const source = readFileSync(join(import.meta.dirname, `../package/hosts/${name}.js`), 'utf8');
    writeFileSync(join(path, `${name}.js`), source.replace(`'commandspan'`, `'${entry}'`));
  }
  const out = join(path, 'out');
  mkdirSync(out);
  return { path, out, moveAway: () => moveAway(path, out) };
}

function moveAway(builtIn: string, out: string): Built {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'commandspan-away-')));
  const away = join(path, 'acme');
  renameSync(out, away);
  rmSync(builtIn, { recursive: true });
  return { path: away, builtIn, remove: () => rmSync(dirname(away), { recursive: true, force: true }) };
}

/** Bundles a host by esbuild. */
export async function bundleByEsbuild(
  { path, out }: Workshop,
  host: string,
  options: BuildOptions,
): Promise<string> {
  const extension = options.format === 'cjs' ? '.cjs' : '.mjs';
  await build({
    absWorkingDir: path,
    entryPoints: [`${host}.js`],
    outdir: out,
    bundle: true,
    platform: 'node',
    logLevel: 'error',
    outExtension: { '.js': extension },
    ...options,
  });
  return host + extension;
}
