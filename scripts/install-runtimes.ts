/**
 * Installs the other runtimes that the tests run hosts on. They are no dependencies of the project itself, because each
 * brings a program called `node`, and npm would put one of them in front of every script.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

const FOLDER = new URL('../test/runtimes/', import.meta.url).pathname;
const STAMP = `${FOLDER}node_modules/.package-lock.json`;

/** The versions that a lock file names, in one text. */
function versionsIn(file: string): string {
  const { packages } = JSON.parse(readFileSync(file, 'utf8')) as {
    packages: Record<string, { version?: string }>;
  };
  return Object.entries(packages)
    .filter(([name]) => name !== '')
    .map(([name, { version }]) => `${name}@${version}`)
    .join(' ');
}

const isInstalled = existsSync(STAMP) && versionsIn(STAMP) === versionsIn(`${FOLDER}package-lock.json`);
if (!isInstalled) {
  execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: FOLDER,
    stdio: 'inherit',
  });
}
