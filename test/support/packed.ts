import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

/** The root of this repository. */
export const ROOT: string = join(import.meta.dirname, '../..');

/** Nobody listens there: whatever asks a registry fails, and the test with it. */
const NO_REGISTRY = 'http://127.0.0.1:9/';

const LONGEST_RUN_MS = 60_000;

/** Tarballs, as a registry would hand them out. */
export interface Tarballs {
  readonly commandspan: string;
  /** A tool that depends on it: `test/package/acme`. */
  readonly acme: string;
}

/** Packs this package and the tool, once in one run of the tests, and takes both away when it ends. */
export function packedTarballs(): Tarballs {
  tarballs ??= packBoth(makeScratch());
  return tarballs;
}

let tarballs: Tarballs | undefined;

function packBoth(folder: string): Tarballs {
  const commandspan = pack(ROOT, folder);
  const tool = join(folder, 'acme');
  cpSync(join(ROOT, 'test/package/acme'), tool, { recursive: true });
  const manifest = join(tool, 'package.json');
  const described: object = JSON.parse(readFileSync(manifest, 'utf8'));
  writeFileSync(
    manifest,
    JSON.stringify({ ...described, dependencies: { commandspan: `file:${commandspan}` } }),
  );
  return { commandspan, acme: pack(tool, folder) };
}

function pack(folder: string, destination: string): string {
  const command = ['npm', 'pack', '--json', '--ignore-scripts', '--pack-destination', destination] as const;
  const packed = runTool(command, folder, destination);
  const [{ filename }] = JSON.parse(packed) as [{ filename: string }];
  return join(destination, filename);
}

/** Makes an empty folder that every account may read, and that is gone when the tests end; its path holds no link. */
export function makeScratch(): string {
  scratch ??= makeRoot();
  return makeReadable(mkdtempSync(join(scratch, 'folder-')));
}

let scratch: string | undefined;

function makeRoot(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'commandspan-package-')));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return makeReadable(folder);
}

function makeReadable(folder: string): string {
  chmodSync(folder, 0o755);
  return folder;
}

/** Makes a throw-away project. */
export function makeProject(files: Readonly<Record<string, string>> = {}): string {
  const folder = makeScratch();
  const all = { 'package.json': '{ "name": "project", "private": true }', ...files };
  for (const [name, content] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

/** Makes a throw-away project with tarballs installed by npm. */
export function installInProject(
  packages: readonly string[],
  files?: Readonly<Record<string, string>>,
): string {
  const folder = makeProject(files);
  runTool(['npm', 'install', ...packages], folder);
  return folder;
}

/**
 * Runs a package manager, a compiler, or what else makes a project, offline, and expects that it ends well.
 *
 * @param scratchOfTool where it keeps what it keeps: the folder itself, unless that is not ours to write to.
 * @returns what it printed to stdout.
 */
export function runTool(
  [file, ...args]: readonly [string, ...string[]],
  cwd: string,
  scratchOfTool: string = cwd,
): string {
  const { status, error, stdout, stderr } = spawnSync(file, args, {
    cwd,
    env: toolEnv(scratchOfTool),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: LONGEST_RUN_MS,
  });
  if (status === 0) return stdout;
  throw new Error(`${[file, ...args].join(' ')}: ${error?.message ?? status}\n${stdout}${stderr}`);
}

/** The environment of package managers: offline, and with nothing of the machine's but its programs. */
export function toolEnv(folder: string): Record<string, string> {
  const own = join(folder, '.tool');
  return {
    PATH: toolPath(),
    HOME: own,
    npm_config_cache: join(own, 'npm'),
    npm_config_offline: 'true',
    npm_config_registry: NO_REGISTRY,
    npm_config_audit: 'false',
    npm_config_fund: 'false',
    npm_config_update_notifier: 'false',
    npm_config_logs_max: '0',
    npm_config_store_dir: join(own, 'pnpm'),
    YARN_GLOBAL_FOLDER: join(own, 'yarn'),
    YARN_ENABLE_NETWORK: 'false',
    YARN_ENABLE_TELEMETRY: 'false',
    YARN_NPM_REGISTRY_SERVER: NO_REGISTRY,
  };
}

/** Where programs are found: the Node that runs the tests first. */
export function toolPath(): string {
  return [dirname(process.execPath), process.env['PATH'] ?? ''].join(delimiter);
}

/** A file of a development dependency. */
export function toolFile(file: string): string {
  return join(ROOT, 'node_modules', file);
}
