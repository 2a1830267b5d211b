import { fs } from './builtin.ts';
import { errorCode } from './error-code.ts';
import { asideName } from './write-aside.ts';

/**
 * Creates a file (mode 0600) unless there is one. A hard link is made whole or not at all: of many processes one wins,
 * and none sees half a file.
 *
 * @returns whether this process made it.
 * @throws the system error that kept it from being written.
 */
export function createWhole(file: string, content: string): boolean {
  const aside = asideName(file);
  try {
    fs.writeFileSync(aside, content, { flag: 'wx', mode: 0o600 });
    return link(aside, file) ?? createWithoutLinks(file, content);
  } finally {
    fs.rmSync(aside, { force: true });
  }
}

/** Says whether the link was made; `undefined` where none can be. */
function link(aside: string, file: string): boolean | undefined {
  try {
    fs.linkSync(aside, file);
    return true;
  } catch (error) {
    return errorCode(error) === 'EEXIST' ? false : undefined;
  }
}

/** File systems without hard links: exclusive still, but a reader may see half a file. */
function createWithoutLinks(file: string, content: string): boolean {
  try {
    fs.writeFileSync(file, content, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}
