import { readFileSync, readdirSync, readlinkSync } from 'node:fs';

/** A process as the kernel shows it. */
export interface ProcessView {
  readonly commandLine: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
}

/** Lists the ids of the senders whose request lies in this home. Where there is no `/proc`, none. */
export function sendersOf(home: string): number[] {
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

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    // No such file system here.
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
