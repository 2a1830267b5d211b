import { spawnSync } from 'node:child_process';

/** Says why the real Git cannot be asked here; `undefined` when it can. */
export function whyNoGit(): string | undefined {
  const { error } = spawnSync('git', ['--version'], { stdio: 'ignore' });
  return error === undefined ? undefined : `git does not start: ${error.message}`;
}

/** Runs the real Git, without any configuration of the machine or its user. */
export function runGit(
  folder: string,
  ...args: readonly string[]
): { readonly status: number | null; readonly stdout: string } {
  const identity = [
    '-c',
    'user.name=Ada',
    '-c',
    'user.email=ada@acme.example',
    '-c',
    'init.defaultBranch=main',
  ];
  const { status, stdout } = spawnSync('git', [...identity, '-c', 'protocol.file.allow=always', ...args], {
    cwd: folder,
    env: {
      PATH: process.env['PATH'],
      HOME: folder,
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: '/dev/null',
    },
    stdio: ['ignore', 'pipe', 'ignore'],
    encoding: 'utf8',
  });
  return { status, stdout };
}
