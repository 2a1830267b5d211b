import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder of one test. */
export interface TestFolder {
  readonly path: string;
  /** Names a path in it. */
  readonly at: (...parts: readonly string[]) => string;
  /** Writes a file in it, with the folders above, and returns its path. */
  readonly write: (name: string, content: string) => string;
}

/** Makes a fresh folder, under its real path, which macOS hides behind a link. */
export function makeFolder(): string {
  return mkdtempSync(join(realpathSync(tmpdir()), 'commandspan-'));
}

/** Gives each test of the surrounding suite a fresh folder and removes it afterwards. */
export function useFolder(): TestFolder {
  let path = '';
  beforeEach(() => {
    path = makeFolder();
  });
  afterEach(() => rmSync(path, { recursive: true, force: true }));
  const at = (...parts: readonly string[]): string => join(path, ...parts);
  return {
    get path() {
      return path;
    },
    at,
    write: (name, content) => {
      mkdirSync(dirname(at(name)), { recursive: true, mode: 0o700 });
      writeFileSync(at(name), content, { mode: 0o600 });
      return at(name);
    },
  };
}
