import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const ACME = join(import.meta.dirname, '../../examples/acme/acme.js');

/** What a program needs of the machine; everything else (CI variables, DOCKER_HOST) stays out. */
const PASSED_ON = ['PATH', 'SystemRoot', 'TMPDIR', 'TEMP', 'TMP'];

export type AcmeResult = {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
};

export type AcmeOptions = { readonly env?: Readonly<Record<string, string>> };

/** A running acme: what it has printed so far, and its end. */
export type AcmeProcess = {
  readonly child: ChildProcess;
  readonly output: { stdout: string; stderr: string };
  readonly result: Promise<AcmeResult>;
};

/** Starts the real program in a folder that is its working directory and its home, telemetry switched off. */
export function startAcme(
  folder: string,
  args: readonly string[],
  { env = {} }: AcmeOptions = {},
): AcmeProcess {
  const child = spawn(process.execPath, [ACME, ...args], {
    cwd: folder,
    env: { ...isolatedEnv(folder), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  return { child, output, result: resultOf(child, output) };
}

/** Runs acme to its end. */
export function runAcme(folder: string, args: readonly string[], options?: AcmeOptions): Promise<AcmeResult> {
  return startAcme(folder, args, options).result;
}

/** Makes an empty folder under its real path, which macOS hides behind a link. */
export async function makeFolder(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await realpath(await mkdtemp(join(tmpdir(), 'acme-test-')));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** Polls until there is a value, and says what it waited for when there is none in time. */
export async function waitFor<T>(what: string, probe: () => T | undefined, timeoutMs = 10_000): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const value = probe();
    if (value !== undefined) return value;
    if (performance.now() > deadline) throw new Error(`no ${what} within ${timeoutMs} ms`);
    await delay(10);
  }
}

function isolatedEnv(folder: string): Record<string, string> {
  const env: Record<string, string> = {
    HOME: folder,
    USERPROFILE: folder,
    APPDATA: join(folder, '.config'),
    LOCALAPPDATA: join(folder, '.local'),
    XDG_CONFIG_HOME: join(folder, '.config'),
    XDG_STATE_HOME: join(folder, '.local/state'),
    DO_NOT_TRACK: '1',
  };
  for (const name of PASSED_ON) {
    const value = process.env[name];
    if (value !== undefined) env[name] = value;
  }
  return env;
}

async function resultOf(child: ChildProcess, output: AcmeProcess['output']): Promise<AcmeResult> {
  await once(child, 'close');
  return { exitCode: child.exitCode, signal: child.signalCode, ...output };
}
