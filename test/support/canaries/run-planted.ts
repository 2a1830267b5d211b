import { spawn } from 'node:child_process';
import type { Home } from '../home.ts';
import type { HostResult } from '../run-host.ts';
import type { Canaries } from './places.ts';
import { environment } from './plant.ts';
import type { World } from './world.ts';

/** Where a host runs, and what it is given. */
export interface Planted {
  readonly world: World;
  readonly home: Home;
  readonly canaries: Canaries;
  readonly endpoint: string;
  /** Whether everything that can be recognised is there: CI, agents, editors, a container, a build. */
  readonly isSurrounded: boolean;
  /** On top of everything that is planted. */
  readonly env: Readonly<Record<string, string>>;
}

/** One run of a fixture. */
export interface PlantedRun {
  readonly fixture: string;
  readonly args: readonly string[];
  /** How it ends; absent for the verbs, which print nothing but their own. */
  readonly ending?: string;
  /** Is called when the host is ready to be looked at and then killed. */
  readonly onReady?: () => void;
  readonly signal?: NodeJS.Signals;
}

/** What became of a run. */
export interface PlantedResult extends HostResult {
  readonly pid: number;
}

/** A program that runs longer is kept alive by something that it does not know of. */
const LONGEST_RUN_MS = 30_000;

/** Runs a fixture with a canary in every place that surrounds it. */
export function runPlanted(planted: Planted, run: PlantedRun): Promise<PlantedResult> {
  const { world, canaries } = planted;
  const { fixture, args, onReady, signal } = run;
  const [program = '', ...words] = [...world.wrapper, process.execPath, world.fixture(fixture), ...args];
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, { cwd: world.project, env: environmentOf(planted, run) });
    const deadline = setTimeout(() => child.kill('SIGKILL'), LONGEST_RUN_MS);
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      if (signal === undefined || !stdout.endsWith('ready\n')) return;
      onReady?.();
      child.kill(signal);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.once('error', reject);
    child.once('close', (exitCode, endedBy) => {
      clearTimeout(deadline);
      resolve({ pid: child.pid ?? 0, exitCode, signal: endedBy, stdout, stderr });
    });
    // A host that is gone before it has read its input is none that can be tested.
    child.stdin.on('error', () => undefined).end(canaries.secret('stdin'));
  });
}

function environmentOf(
  { home, canaries, endpoint, isSurrounded, env }: Planted,
  { ending }: PlantedRun,
): NodeJS.ProcessEnv {
  return {
    ...home.env,
    ...environment(canaries.secret, isSurrounded),
    TEST_SECRETS: JSON.stringify(canaries.inside),
    TEST_ENDPOINT: endpoint,
    ...(ending !== undefined && { TEST_ENDING: ending }),
    ...env,
  };
}
