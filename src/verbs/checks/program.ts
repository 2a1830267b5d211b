import { fs, path, SEPARATOR } from '../../disk/builtin.ts';
import {
  findSender,
  type NoSender,
  type SenderSources,
  type SenderStart,
} from '../../spool/sender-process.ts';
import { ok, problem, type Check } from './check.ts';

/** What a program is made of, and runs on. */
export interface Program {
  /** The folder of our own files; `undefined` where they are inside the program. */
  readonly folder: string | undefined;
  /** Without the `v`; what others than Node say that they are like. */
  readonly nodeVersion: string;
  /** What else runs it; `undefined` where it is Node itself. */
  readonly runtime?: string | undefined;
  readonly sender: SenderStart;
}

/** The program that runs now. */
export function thisProgram(sources: SenderSources): Program {
  const { senderFile } = sources;
  const { bun, deno } = process.versions;
  return {
    runtime: bun === undefined ? deno && `Deno ${deno}` : `Bun ${bun}`,
    folder: senderFile === undefined ? undefined : path.dirname(senderFile),
    nodeVersion: process.versions.node,
    sender: findSender(sources),
  };
}

/** Says whether this Node can record. */
export function checkNode({ nodeVersion, runtime }: Program): Check {
  const version = runtime === undefined ? `Node ${nodeVersion}` : `${runtime}, as Node ${nodeVersion}`;
  return isAtLeast(nodeVersion, [22, 15])
    ? ok('node', version)
    : problem('node', `${version} is older than 22.15`, 'use a newer one');
}

/** All that is loaded by path, and is lost when a host is bundled without the export for it. */
const FILES = ['session.cjs', 'recorder.cjs', 'cold.cjs', 'sender.js'];

/** Says whether our files are all there. */
export function checkFiles({ folder }: Program): Check {
  if (folder === undefined) return ok('files', 'inside the program');
  const missing = FILES.filter((name) => !fs.existsSync(folder + SEPARATOR + name));
  return missing.length === 0
    ? ok('files', 'complete')
    : problem('files', `${missing.join(', ')} missing in ${folder}`, 'install the program again');
}

/** Says whether a sender can be started, and if not why, and who can change that. */
export function checkSender({ sender }: Program): Check {
  if (sender.state === 'file') return ok('sender', 'a process of plain Node');
  if (sender.state === 'host') return ok('sender', 'the program itself, started once more');
  const [why, remedy] = NO_SENDER[sender.why];
  return problem('sender', `none can be started: ${why}; what is recorded waits, within its bounds`, remedy);
}

const OFFER = 'tell the vendor: the program must begin with runSender() of commandspan';

const NO_SENDER: Readonly<Record<NoSender, readonly [why: string, remedy: string]>> = {
  bundled: ['the program is bundled into one file, and does not offer itself', OFFER],
  'single-executable': ['the program is a single executable, and does not offer itself', OFFER],
  bun: ['the program runs under Bun, and does not offer itself', OFFER],
  deno: ['the program runs under Deno, and does not offer itself', OFFER],
  electron: ['the program runs in Electron, which would open it once more', 'run it with plain Node'],
  'other-program': ['Node is inside another program, which does not offer itself', OFFER],
  forbidden: [
    'this process may not start another',
    'allow it: Node by --allow-child-process, Deno by --allow-run',
  ],
};

/** Says whether a version of Node is at least so new. */
export function isAtLeast(version: string, [major, minor]: readonly [number, number]): boolean {
  const [has = 0, hasMinor = 0] = version.split('.').map(Number);
  return has > major || (has === major && hasMinor >= minor);
}
