import { cpSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');

/** The programs in `bench/hosts` that are measured. */
export type HostProgram =
  | 'plain-empty'
  | 'plain-empty-package'
  | 'plain'
  | 'commander-empty'
  | 'commander'
  | 'node-sdk';

/** The measured programs, installed as a user has them. */
export interface App {
  readonly dir: string;
  readonly fileOf: (program: HostProgram) => string;
}

/**
 * Installs the hosts and a copy of the built package into a folder, so that a build that runs meanwhile does not
 * change what is measured.
 *
 * @throws Error when the package is not built.
 */
export function installApp(dir: string): App {
  if (!existsSync(join(ROOT, 'dist/recorder.cjs'))) throw new Error('dist is missing: run npm run build');
  cpSync(join(ROOT, 'bench/hosts'), dir, { recursive: true });
  writeFileSync(join(dir, 'package.json'), '{ "name": "acme", "type": "module" }\n');
  const modules = join(dir, 'node_modules');
  mkdirSync(modules);
  installEmptyPackage(join(modules, 'empty-package'));
  for (const part of ['package.json', 'dist']) {
    cpSync(join(ROOT, part), join(modules, 'commandspan', part), { recursive: true });
  }
  for (const name of ['commander', '@opentelemetry']) {
    symlinkSync(join(ROOT, 'node_modules', name), join(modules, name), 'junction');
  }
  return { dir, fileOf: (program) => join(dir, `${program}.js`) };
}

/** A package that has an `exports` map, as nearly all have, and nothing in it. */
function installEmptyPackage(dir: string): void {
  mkdirSync(dir);
  writeFileSync(join(dir, 'package.json'), '{ "type": "module", "exports": { ".": "./index.js" } }\n');
  writeFileSync(join(dir, 'index.js'), '');
}
