import { spawnSync } from 'node:child_process';
import { chownSync, lchownSync } from 'node:fs';
import { join } from 'node:path';
import type { Home } from './home.ts';
import { fixturePath } from './run-host.ts';

/** An account that has nothing to do with the one that runs the tests. */
export const OTHER = 54321;

/** Says why programs cannot be run as another account here; `undefined` when they can. */
export function whyNoOtherAccount(): string | undefined {
  if (process.geteuid?.() !== 0) return 'only root can run programs as another account';
  const env = { DO_NOT_TRACK: '1', TEST_ENDPOINT: 'http://127.0.0.1:9' };
  const { status } = spawnSync(process.execPath, [fixturePath('ends.js')], {
    uid: OTHER,
    gid: OTHER,
    cwd: '/',
    env,
    stdio: 'ignore',
  });
  return status === 0 ? undefined : 'another account may not read this folder';
}

/** Gives a home and all that is in it to an account. */
export function giveHome(home: Home, uid: number = OTHER): void {
  chownSync(home.path, uid, uid);
  for (const name of home.tree()) lchownSync(join(home.path, name), uid, uid);
}
