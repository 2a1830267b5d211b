import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Home } from './home.ts';
import { nodeArguments, startProgram, type HostOptions, type HostResult } from './run-host.ts';

/** What a program did to the world, as the kernel saw it. */
export interface Trace {
  readonly result: HostResult;
  /** Every file that it opened. */
  readonly opened: readonly string[];
  /** The calls that make, move or remove files, open sockets or start processes, without what differs between runs. */
  readonly effects: readonly string[];
}

const CALLS =
  'open,openat,openat2,creat,mkdir,mkdirat,rename,renameat,renameat2,unlink,unlinkat,rmdir,link,linkat,symlink,' +
  'symlinkat,truncate,ftruncate,chmod,fchmod,fchmodat,utimensat,socket,connect,clone,clone3,fork,vfork,execve';

/** Says why programs cannot be traced here; `undefined` when they can. */
export function whyNotTraced(): string | undefined {
  const { error, status } = spawnSync('strace', ['-f', '-e', 'trace=execve', 'true'], { stdio: 'ignore' });
  if (error !== undefined) return `strace does not start: ${error.message}`;
  return status === 0 ? undefined : 'strace may not trace here';
}

/** Runs a fixture under `strace -f`. */
export async function traceHost(home: Home, fixture: string, options: HostOptions): Promise<Trace> {
  const name = `${options.without ? 'without' : 'with'}-${Math.random().toString(36).slice(2)}.strace`;
  const log = join(tmpdir(), name);
  const command = ['strace', '-f', '-qq', '-s', '4096', '-o', log, '-e', `trace=${CALLS}`, process.execPath];
  const run = startProgram(home, [...command, ...nodeArguments(fixture, options)], options);
  const result = await run.result;
  const lines = readFileSync(log, 'utf8').split('\n');
  rmSync(log);
  return {
    result,
    opened: lines
      .flatMap((line) => / open(?:at)?\([^"]*"([^"]*)"/.exec(line)?.[1] ?? [])
      // By the C library and V8, when two threads happen to meet.
      .filter((file) => !file.startsWith('/sys/devices/system/cpu/')),
    effects: lines.filter(isEffect).map(withoutChance).toSorted(),
  };
}

/** Opening to read changes nothing. */
function isEffect(line: string): boolean {
  return (
    /^\d+ +\w+\(/.test(line) &&
    (!/^\d+ +open/.test(line) || /O_CREAT|O_TRUNC|O_APPEND|O_WRONLY|O_RDWR/.test(line))
  );
}

/** Threads of Node start in any order, and their stacks lie anywhere. */
function withoutChance(line: string): string {
  return line
    .replace(/^\d+ +/, '')
    .replaceAll(/0x[0-9a-f]+/g, '0x')
    .replaceAll(/\b\d{2,}\b|\b\d(?= vars)/g, 'N')
    .replaceAll(/\["[^\]]*\]/g, '[argv]')
    .replace(/ <unfinished \.\.\.>$/, '')
    .replace(/ = .*$/, '');
}
