import { fs, SEPARATOR } from '../../disk/builtin.ts';
import { isPlainNode } from '../../spool/sender-process.ts';
import { ok, problem, type Check } from './check.ts';

/** What a program is made of, and runs on. */
export interface Program {
  /** The folder of our own files. */
  readonly folder: string;
  /** Without the `v`. */
  readonly nodeVersion: string;
  readonly isPlainNode: boolean;
}

/** The program that runs now. */
export function thisProgram(): Program {
  return {
    folder: import.meta.dirname,
    nodeVersion: process.versions.node,
    isPlainNode: isPlainNode(),
  };
}

/** Says whether this Node can record, and start senders. */
export function checkNode({ nodeVersion, isPlainNode: isPlain }: Program): Check {
  const version = `Node ${nodeVersion}`;
  if (!isAtLeast(nodeVersion, [22, 15])) {
    return problem('node', `${version} is older than 22.15`, 'use a newer one');
  }
  return isPlain
    ? ok('node', `${version}, in which a sender can be started`)
    : problem(
        'node',
        `${version} inside another program: no sender can be started`,
        'run it with plain Node',
      );
}

/** All that is loaded by path, and is lost when a host is bundled. */
const FILES = ['session.cjs', 'recorder.cjs', 'sender.js'];

/** Says whether our files are all there. */
export function checkFiles({ folder }: Program): Check {
  const missing = FILES.filter((name) => !fs.existsSync(folder + SEPARATOR + name));
  return missing.length === 0
    ? ok('files', 'complete')
    : problem('files', `${missing.join(', ')} missing in ${folder}`, 'install the program again');
}

/** Says whether a version of Node is at least so new. */
export function isAtLeast(version: string, [major, minor]: readonly [number, number]): boolean {
  const [has = 0, hasMinor = 0] = version.split('.').map(Number);
  return has > major || (has === major && hasMinor >= minor);
}
