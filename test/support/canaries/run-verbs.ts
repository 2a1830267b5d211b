import { VERBS } from '../../../src/verbs/verb-list.ts';
import type { Look } from './look.ts';
import { runPlanted, type Planted } from './run-planted.ts';

const CHANGING_VERBS: ReadonlySet<string> = new Set(['enable', 'disable', 'reset']);

/** Runs every verb that only reads, those that are to come included. */
export async function runReadingVerbs(planted: Planted): Promise<Look[]> {
  const verbs = VERBS.map(([verb]): string => verb).filter((verb) => !CHANGING_VERBS.has(verb));
  const calls = [...verbs.map((verb) => [verb]), ['status', '--json'], ['--help']];
  const looks: Look[] = [];
  for (const call of calls) looks.push(await runVerb(planted, call));
  return looks;
}

/** Runs one verb and looks at all that it prints. */
export async function runVerb(planted: Planted, call: readonly string[]): Promise<Look> {
  const run = { fixture: 'with-commander.js', args: ['telemetry', ...call] };
  const { exitCode, stdout, stderr } = await runPlanted(planted, run);
  // What the doctor finds is the planted surroundings' fault, and its exit code says so.
  const isFinding = call[0] === 'doctor' && exitCode === 1 && stderr === '';
  if (exitCode !== 0 && !isFinding)
    throw new Error(`acme telemetry ${call.join(' ')} ended with ${exitCode}: ${stderr}`);
  return { where: `output of telemetry ${call.join(' ')}`, bytes: Buffer.from(stdout + stderr) };
}
