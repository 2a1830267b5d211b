import { existsSync, readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { parseObject } from '../../src/disk/json.ts';

/** A process as the kernel shows it. */
export interface ProcessView {
  readonly commandLine: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
}

/** Says why processes cannot be looked at here; `undefined` when they can. */
export function whyNoView(): string | undefined {
  return existsSync('/proc/self/environ') ? undefined : 'there is no /proc';
}

/** Lists the ids of the senders whose request lies in this home; where there is no `/proc`, those that hold a lock. */
export function sendersOf(home: string, state: string = join(home, '.local/state/acme/telemetry')): number[] {
  if (whyNoView() !== undefined) return lockHolders(join(state, 'spool'));
  const sign = `COMMANDSPAN_SEND_REQUEST=${home}/`;
  return list('/proc')
    .filter((name) => /^\d+$/.test(name) && read(`/proc/${name}/environ`).includes(sign))
    .map(Number);
}

/** Looks at a living process. */
export function viewProcess(pid: number): ProcessView {
  const env = read(`/proc/${pid}/environ`)
    .split('\0')
    .filter((line) => line !== '')
    .map((line): [string, string] => {
      const at = line.indexOf('=');
      return [line.slice(0, at), line.slice(at + 1)];
    });
  return {
    commandLine: read(`/proc/${pid}/cmdline`).split('\0').slice(0, -1),
    env: Object.fromEntries(env),
    cwd: readlinkSync(`/proc/${pid}/cwd`),
  };
}

function lockHolders(spools: string): number[] {
  return list(spools)
    .map((name) => Number(parseObject(read(join(spools, name, 'lock.json')))?.['pid']))
    .filter((pid) => Number.isInteger(pid) && isRunning(pid));
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    // There is no such process any more.
    return false;
  }
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    // There is none.
    return [];
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    // The process has ended in between, or is not ours.
    return '';
  }
}
