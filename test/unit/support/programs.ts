import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** A running program of `test/unit/fixtures`. */
export interface Program {
  /** What it wrote, once it has ended by itself or was stopped. */
  readonly output: Promise<string>;
  readonly stop: () => Promise<string>;
}

/** Starts a program of `test/unit/fixtures`. */
export function startProgram(name: string, args: readonly string[]): Program {
  const file = join(import.meta.dirname, '..', 'fixtures', `${name}.ts`);
  const child = spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  const output = once(child, 'close').then(() => text);
  return {
    output,
    stop: () => {
      child.kill('SIGKILL');
      return output;
    },
  };
}

/** Starts a program several times, so that all copies begin their work at the same moment, and returns their output. */
export function raceProgram(name: string, args: readonly string[], copies: number): Promise<string[]> {
  const startAt = String(Date.now() + 800);
  return Promise.all(Array.from({ length: copies }, () => startProgram(name, [startAt, ...args]).output));
}

/** Gives the id of a process that has just ended, and that its parent has reaped. */
export async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(child, 'exit');
  return child.pid ?? 0;
}
