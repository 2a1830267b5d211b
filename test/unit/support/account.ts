import { lchownSync } from 'node:fs';

/** An account that has nothing to do with the one that runs the tests. */
export const STRANGER = 54321;

/** Makes a test that needs a second account, and so root. */
export const itWithStranger: Mocha.TestFunction | Mocha.PendingTestFunction =
  process.geteuid?.() === 0 ? it : it.skip;

/** Makes a test of something that Windows does not have: links for everybody, owners, modes. */
export const itOnPosix: Mocha.TestFunction | Mocha.PendingTestFunction =
  process.platform === 'win32' ? it.skip : it;

/** Gives a file or folder, not what it links to, to somebody else. */
export function giveAway(file: string): string {
  lchownSync(file, STRANGER, STRANGER);
  return file;
}

/** Runs synchronous work as somebody else, who cannot look into the tests' folders. */
export function asStranger<T>(work: () => T): T {
  const uid = process.geteuid?.() ?? 0;
  process.seteuid?.(STRANGER);
  try {
    return work();
  } finally {
    process.seteuid?.(uid);
  }
}
