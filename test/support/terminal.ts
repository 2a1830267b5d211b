import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Home } from './home.ts';
import { nodeArguments, startProgram, type HostOptions } from './run-host.ts';

/** What a program on a terminal did. */
export interface TerminalResult {
  readonly exitCode: number | null;
  /** What it wrote to stdout, a file as in `acme > file`. */
  readonly stdout: string;
  /** What the person at the terminal saw: stderr. */
  readonly screen: string;
}

/** Options of a run on a terminal. */
export type TerminalOptions = HostOptions & {
  /** Further redirections, as the shell has them. */
  readonly redirect?: string;
  /** A program, and its arguments, that starts it: a tracer. */
  readonly wrap?: readonly string[];
};

/** Says why there is no pseudo-terminal here; `undefined` when there is. */
export function whyNoTerminal(): string | undefined {
  const { error, stdout } = spawnSync('script', ['-qec', 'test -t 0 && test -t 2 && echo yes', '/dev/null'], {
    stdio: ['ignore', 'pipe', 'ignore'],
    encoding: 'utf8',
  });
  if (error !== undefined) return `script (util-linux) does not start: ${error.message}`;
  return stdout.includes('yes') ? undefined : 'script (util-linux) makes no terminal';
}

/** Runs a fixture on a pseudo-terminal of its own, its stdout in a file. */
export async function runOnTerminal(
  home: Home,
  fixture: string,
  options: TerminalOptions = {},
): Promise<TerminalResult> {
  const out = join(tmpdir(), `commandspan-${process.pid}-${Math.random().toString(36).slice(2)}.out`);
  const { wrap = [] } = options;
  const words = [...wrap, process.execPath, ...nodeArguments(fixture, options)].map(quote);
  const line = `${words.join(' ')} >${quote(out)} ${options.redirect ?? ''}`;
  const run = startProgram(home, ['script', '-qec', line, '/dev/null'], options);
  const { exitCode, stdout: screen } = await run.result;
  const stdout = readFileSync(out, 'utf8');
  rmSync(out);
  return { exitCode, stdout, screen: screen.replaceAll('\r\n', '\n') };
}

function quote(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
