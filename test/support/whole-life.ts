import { expect } from 'chai';
import type { Collector } from '../../src/collector/server.ts';
import type { Attributes, ReceivedSpan } from '../../src/collector/spans.ts';
import type { Home } from './home.ts';
import { startProgram, YES, type HostResult } from './run-host.ts';
import { sendersOf } from './senders.ts';
import { waitFor } from './wait-for.ts';

/** How the tool of `test/package/acme` is run once it is installed. */
export interface Installed {
  /** The program and its first arguments; those of the tool follow. */
  readonly command: readonly string[];
  /** @defaultValue the home */
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** The account that runs it. */
  readonly uid?: number;
}

/** Where a life is lived. */
export interface Surroundings {
  readonly home: Home;
  readonly collector: Collector;
}

/** Where the no lies, the one file that may be left. */
const NO = '.config/acme/telemetry-disabled';

/** Runs one command of an installed tool. */
export function runInstalled(
  { home, collector }: Surroundings,
  { command, ...options }: Installed,
  ...args: readonly string[]
): Promise<HostResult> {
  const env = { ...YES, ...options.env };
  return startProgram(home, [...command, ...args], { ...options, env, endpoint: collector.url }).result;
}

/**
 * Expects of a tool, however it was installed: a command that succeeds and one that fails look as they would without
 * telemetry, both arrive, the verbs work, and after `disable` nothing is left and nothing comes any more.
 *
 * @returns the spans that arrived.
 */
export async function expectWholeLife(
  surroundings: Surroundings,
  installed: Installed,
): Promise<readonly ReceivedSpan[]> {
  const { home, collector } = surroundings;
  const run = (...args: readonly string[]): Promise<HostResult> =>
    runInstalled(surroundings, installed, ...args);

  expect(await run('deploy')).to.deep.equal(ended(0, 'deployed\n'));
  await expectArrived(surroundings, 1);
  home.makeDue(collector.url);
  expect(await run('verify')).to.deep.equal(ended(3, ''));
  await expectArrived(surroundings, 2);
  expect(collector.spans.map(({ attributes }) => attributes)).to.deep.equal([
    commandAttributes('deploy', 0),
    commandAttributes('verify', 3),
  ]);

  const { stdout } = await run('telemetry', 'status');
  expect(stdout).to.match(/^Telemetry of acme is on: variable \(ACME_TELEMETRY\)/);
  await expectSilenced(surroundings, installed);
  return collector.spans;
}

/** Expects that a no is stored, that nothing else is left, and that nothing comes after it. */
export async function expectSilenced(surroundings: Surroundings, installed: Installed): Promise<void> {
  const { home, collector } = surroundings;
  const before = collector.requests.length;
  const { exitCode, stdout } = await runInstalled(surroundings, installed, 'telemetry', 'disable');
  expect(stdout).to.match(/^Telemetry of acme is off .*; what was stored is deleted\.\n$/);
  expect(exitCode).to.equal(0);
  expect(filesOf(home)).to.deep.equal([NO]);
  expect(await runInstalled(surroundings, installed, 'deploy')).to.deep.equal(ended(0, 'deployed\n'));
  expect(sendersOf(home.path)).to.deep.equal([]);
  expect(filesOf(home)).to.deep.equal([NO]);
  expect(collector.requests.length).to.equal(before);
}

/** All files of a home, without the folders. */
export function filesOf(home: Home): string[] {
  return home.tree().filter((name) => !name.endsWith('/'));
}

/** A program that ended by itself and had nothing to complain of. */
export function ended(exitCode: number, stdout: string): HostResult {
  return { exitCode, signal: null, stdout, stderr: '' };
}

/** Waits until so many spans have arrived, and until the sender that brought the last of them is gone. */
export async function expectArrived({ home, collector }: Surroundings, spans: number): Promise<void> {
  await waitFor(() => collector.spans.length >= spans, `${spans} spans to arrive`);
  await home.quiet();
  expect(collector.spans.length).to.equal(spans);
}

function commandAttributes(command: string, exitCode: number): Attributes {
  return {
    'process.executable.name': 'acme',
    'cli.command': command,
    'process.exit.code': exitCode,
    'cli.outcome': exitCode === 0 ? 'success' : 'failure',
    ...(exitCode === 0 ? {} : { 'error.type': '_OTHER' }),
  };
}
