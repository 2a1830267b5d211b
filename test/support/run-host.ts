import { spawn, type ChildProcess } from 'node:child_process';
import { join, resolve as resolvePath } from 'node:path';
import { expect } from 'chai';
import type { Home } from './home.ts';

/** Where nobody answers, and nobody is asked as long as no sender is due. */
export const NOWHERE = 'http://127.0.0.1:9';

/** A program that runs longer is kept alive by something that it does not know of. */
const LONGEST_RUN_MS = 15_000;

/** How a host is run. */
export interface HostOptions {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /**
   * The working directory.
   *
   * @defaultValue the home
   */
  readonly cwd?: string;
  /** The vendor's collector. */
  readonly endpoint?: string;
  /** Further options of `registerTelemetry`. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** Runs the same program with a commandspan that does nothing in the place of the real one. */
  readonly without?: boolean;
  /** The account that runs it, as only root can choose. Default: the account of the tests. */
  readonly uid?: number;
}

/** All that can be seen of a program from outside. */
export interface HostResult {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A program that runs: what it has printed so far, and its end. */
export interface RunningHost {
  readonly child: ChildProcess;
  readonly output: { stdout: string; stderr: string };
  readonly result: Promise<HostResult>;
}

/** The variable that says yes for one run. */
export const YES = { ACME_TELEMETRY: '1' } as const;

/** Where the fixture lies; the path of another program stays what it is. */
export function fixturePath(fixture: string): string {
  return resolvePath(import.meta.dirname, '../fixtures', fixture);
}

/** The arguments of Node that run a fixture. */
export function nodeArguments(fixture: string, { args = [], without = false }: HostOptions): string[] {
  const hook = join(import.meta.dirname, 'without/hook.cjs');
  return [...(without ? ['--require', hook] : []), fixturePath(fixture), ...args];
}

/** The whole environment of a fixture. */
export function hostEnv(
  home: Home,
  { env = {}, endpoint, options, without = false }: HostOptions,
): Record<string, string> {
  return {
    ...home.env,
    // For hosts that name commandspan elsewhere than in an import.
    TEST_WITHOUT: without ? '1' : '0',
    TEST_ENDPOINT: endpoint ?? NOWHERE,
    ...(options && { TEST_OPTIONS: JSON.stringify(options) }),
    ...env,
  };
}

/** Starts a fixture in a home. */
export function startHost(home: Home, fixture: string, options: HostOptions = {}): RunningHost {
  return startProgram(home, [process.execPath, ...nodeArguments(fixture, options)], options);
}

/** Runs a fixture to its end. */
export function runHost(home: Home, fixture: string, options?: HostOptions): Promise<HostResult> {
  return startHost(home, fixture, options).result;
}

/** Starts any program as a fixture is started. */
export function startProgram(
  home: Home,
  [program = '', ...args]: readonly string[],
  options: HostOptions,
): RunningHost {
  const child = spawn(program, args, {
    cwd: options.cwd ?? home.path,
    env: hostEnv(home, options),
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(options.uid !== undefined && { uid: options.uid, gid: options.uid }),
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  const result = new Promise<HostResult>((resolve, reject) => {
    const kill = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`${[program, ...args].join(' ')} did not end within ${LONGEST_RUN_MS} ms`));
    }, LONGEST_RUN_MS);
    child.once('error', reject);
    child.once('close', (exitCode, signal) => {
      clearTimeout(kill);
      resolve({ exitCode, signal, ...output });
    });
  });
  return { child, output, result };
}

/**
 * Runs a fixture with commandspan and without it, and expects that nobody can tell the one from the other.
 *
 * @param alike removes from what was printed what differs between any two runs.
 * @returns what both looked like.
 */
export async function runAlike(
  home: Home,
  fixture: string,
  options: HostOptions & { readonly alike?: (printed: string) => string } = {},
): Promise<HostResult> {
  const [seen, bare] = await Promise.all([
    runHost(home, fixture, options),
    runHost(home, fixture, { ...options, without: true }),
  ]);
  const { alike = (printed) => printed } = options;
  const outside = ({ stdout, stderr, ...rest }: HostResult): HostResult => ({
    ...rest,
    stdout: alike(stdout),
    stderr: alike(stderr),
  });
  expect(outside(seen)).to.deep.equal(outside(bare));
  return seen;
}

/** Removes the frames of our own wrappers from a stack, which a host that crashes prints. */
export function withoutOurFrames(printed: string): string {
  return printed.replaceAll(/^ +at .*(\/dist\/|node:).*\n/gm, '');
}
