import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { makeScratch, ROOT, toolFile } from './packed.ts';

/** A program that runs hosts. */
export interface Runtime {
  /** How it is called: the program and its first arguments; the script follows. */
  readonly command: readonly string[];
  /** What keeps its own caches out of the user's home, and its messages plain. */
  readonly env: Readonly<Record<string, string>>;
}

/** The Node of a major version, as the tests install it. */
export function nodeRuntime(major: number): Runtime {
  const own = process.versions.node.startsWith(`${major}.`);
  const file = own ? process.execPath : binary(`node-${major}`, 'bin/node');
  return { command: [major === 24 && !own ? toolFile('node/bin/node') : file], env: {} };
}

/** Bun, as the tests install it. */
export function bunRuntime(): Runtime {
  return {
    command: [binary('bun', 'bin/bun')],
    env: { BUN_RUNTIME_TRANSPILER_CACHE_PATH: '0', NO_COLOR: '1' },
  };
}

/** Deno, as the tests install it. */
export function denoRuntime(permissions: readonly string[] = ['--allow-all']): Runtime {
  return {
    command: [binary('deno', 'deno'), 'run', ...permissions],
    env: { DENO_DIR: makeScratch(), DENO_NO_UPDATE_CHECK: '1', NO_COLOR: '1' },
  };
}

/** Says why a runtime cannot be used here; `undefined` when it can. */
export function whyNoRuntime({ command: [file = ''] }: Runtime): string | undefined {
  if (!existsSync(file)) return `${file} is not installed: there is none for this platform`;
  const { status, error } = spawnSync(file, ['--version'], { stdio: 'ignore' });
  return status === 0 ? undefined : `${file} does not run: ${error?.message ?? status}`;
}

/** The binary for this platform, there or not; test/runtimes/package.json lists those that there are. */
function binary(name: string, file: string): string {
  const packageName = `${name}-${process.platform}-${process.arch}`;
  try {
    const { resolve } = createRequire(join(ROOT, 'test/runtimes/package.json'));
    return join(dirname(resolve(`${packageName}/package.json`)), file);
  } catch {
    return join(packageName, file);
  }
}
