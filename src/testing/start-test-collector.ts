import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startCollector } from '../cold.ts';
import { parseConsentOptions } from '../host/options.ts';
import { PARTS_BESIDE } from '../host/parts.ts';
import { createArrivals, type Arrivals } from './arrivals.ts';
import { programEnv } from './program-env.ts';
import { createProgramSenders, type ProgramSenders } from './program-senders.ts';
import type { RecordedCommand } from './recorded-command.ts';
import type { TestCollector, TestCollectorOptions, WantedCommand } from './test-collector.ts';

/**
 * Starts a collector for tests that run the whole program, in CI too. Programs are started by `spawn` or `execFile`: a
 * child of `fork` is a part of its parent's command, and is not recorded.
 *
 * @param options those of `registerTelemetry`.
 * @throws TypeError when `name`, `prefix` or `variables` is not what it should be.
 * @example
 * ```js
 * const collector = await startTestCollector({ name: 'acme' });
 * await promisify(execFile)(process.execPath, ['cli.js', 'deploy'], { env: collector.env });
 * const command = await collector.waitForCommand('deploy');
 * assert.equal(command.attributes['cli.outcome'], 'success');
 * await collector.close();
 * ```
 */
export function startTestCollector(options: TestCollectorOptions): Promise<TestCollector> {
  return startTestCollectorWith(PARTS_BESIDE.senderFile ?? '', options);
}

const POLL_MS = 20;
const CLOSE_MS = 10_000;

/**
 * Starts it with a sender that lies elsewhere than beside this bundle.
 *
 * @internal
 */
export async function startTestCollectorWith(
  senderFile: string,
  { name, prefix, variables }: TestCollectorOptions,
): Promise<TestCollector> {
  const options = { name, prefix, variables };
  const host = parseConsentOptions(options, process.env);
  const came = createArrivals();
  const collector = await startCollector({ port: 0, unref: true, ...came.callbacks });
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'commandspan-test-')));
  const env = programEnv(host, home, collector.url);
  const senders = createProgramSenders(parseConsentOptions(options, env).paths, senderFile);
  return {
    url: collector.url,
    env,
    commands: came.commands,
    requests: collector.requests,
    waitForCommand: async (wanted, { timeoutMs = 10_000 } = {}) => {
      let found: RecordedCommand | undefined;
      await waitUntil(() => (found = came.take(wanted)) !== undefined, senders, timeoutMs);
      if (found === undefined) throw missing(`${describe(wanted)} within ${timeoutMs} ms`, came, senders);
      return found;
    },
    close: async () => {
      await waitUntil(senders.areQuiet, senders, CLOSE_MS);
      await collector.close();
      // A sender that was not waited for may still write.
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function describe(wanted: WantedCommand | undefined): string {
  if (wanted === undefined) return 'no command came';
  return typeof wanted === 'string' ? `no command "${wanted}" came` : 'no command came that is wanted';
}

async function waitUntil(isDone: () => boolean, senders: ProgramSenders, timeoutMs: number): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (!isDone() && performance.now() < deadline) {
    senders.nudge();
    await delay(POLL_MS);
  }
}

function missing(what: string, { commands, refused }: Arrivals, senders: ProgramSenders): Error {
  const names = commands.map(
    ({ name, attributes }) => `${name} (${JSON.stringify(attributes['cli.outcome'])})`,
  );
  const instead = [...(names.length > 0 ? [`came: ${names.join(', ')}`] : []), ...refused];
  const waiting = senders.waiting();
  if (waiting > 0) instead.push(`${waiting} wait in the home of the programs, and no sender could send them`);
  if (instead.length === 0) instead.push(NOTHING);
  return new Error(`commandspan: ${what}; ${instead.join('; ')}`);
}

const NOTHING =
  'nothing came at all: was the program started with `env`, by spawn or execFile and not by fork? ' +
  'With ACME_TELEMETRY_DEBUG=1, spelt with its own prefix, it says why it is not recorded';
