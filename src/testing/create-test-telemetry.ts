import { devNull } from 'node:os';
import { join } from 'node:path';
import type { HostAttributes, NoAttributes } from '../catalog/host-attribute.ts';
import { createTelemetry } from '../host/create-telemetry.ts';
import type { Host } from '../host/host.ts';
import { parseOptions } from '../host/options.ts';
import { PARTS_BESIDE, type Parts } from '../host/parts.ts';
import type { Recorder } from '../host/recorder.ts';
import { runToItsEnd, type WorkEnd } from './process-exit.ts';
import { openTestSession } from './test-session.ts';
import type {
  TestedCommand,
  TestSurroundings,
  TestTelemetry,
  TestTelemetryOptions,
} from './test-telemetry.ts';
import { testVerbs } from './test-verbs.ts';

/**
 * Makes telemetry for one command in a test of its host: recorded as it would be after a yes, by the real recorder and
 * catalog, into an object that the test looks at. Touches no disk and no network, starts no process, leaves no
 * listener, asks nobody for consent; so that it does the same on every machine, in CI and after any no. As many as
 * wanted work in one process, also at once.
 *
 * @param options those of `registerTelemetry`.
 * @throws TypeError when an option is unknown or not what it should be.
 * @example
 * ```js
 * const test = createTestTelemetry(options);
 * const command = await test.run(() => createProgram(test.telemetry).parseAsync(['deploy'], { from: 'user' }));
 * assert.equal(command.name, 'acme deploy');
 * ```
 */
export function createTestTelemetry<const Attributes extends HostAttributes = NoAttributes>(
  options: TestTelemetryOptions<Attributes>,
  surroundings: TestSurroundings = {},
): TestTelemetry<Attributes> {
  return createTestTelemetryWith(PARTS, options, surroundings);
}

/**
 * Makes it with parts that come from elsewhere than from beside this bundle.
 *
 * @internal
 */
export function createTestTelemetryWith<const Attributes extends HostAttributes = NoAttributes>(
  parts: Parts,
  options: TestTelemetryOptions<Attributes>,
  { env = {}, now = () => Date.now() }: TestSurroundings = {},
): TestTelemetry<Attributes> {
  const host = parseTestOptions(options);
  const { opened, finish } = openTestSession({ host, env: { ...NO_CONTAINER, ...env }, now, parts });
  let result: (() => TestedCommand) | undefined;
  const endOnce = (end: WorkEnd): (() => TestedCommand) => (result ??= resultOf(() => finish(end)));
  let isUsed = false;
  return {
    telemetry: createTelemetry(opened, { ...parts, cold: () => testVerbs(parts.cold) }),
    run: async (work) => {
      if (isUsed) throw new Error('commandspan: a process has one command; make telemetry for each');
      isUsed = true;
      await runToItsEnd(work, endOnce);
      return endOnce({ exitCode: 0 })();
    },
    end: ({ error, exitCode = error === undefined ? 0 : 1 } = {}) =>
      endOnce({ exitCode, ...(error !== undefined && { uncaught: { error } }) })(),
  };
}

/** The recorder is compiled once, however many tests there are. */
const PARTS: Parts = { ...PARTS_BESIDE, recorder };

let loaded: Recorder | undefined;

function recorder(...place: Parameters<Parts['recorder']>): Recorder {
  return (loaded ??= PARTS_BESIDE.recorder(...place));
}

/** Otherwise tests that run in a container would see no installation id, and no hashes. */
const NO_CONTAINER = { container: 'wsl' } as const;

/** A home in which nothing can be, so that nothing of whoever runs the test is looked at, or written. */
const NOWHERE = join(devNull, 'commandspan');

function parseTestOptions(options: object): Host {
  const directories = { config: NOWHERE, state: NOWHERE, policy: NOWHERE };
  return parseOptions(
    { endpoint: 'https://telemetry.invalid', ...options, directories },
    { HOME: NOWHERE, USERPROFILE: NOWHERE },
  );
}

/** The command ends now, and whoever asks is told then: nothing may be thrown in the middle of the work. */
function resultOf(finish: () => TestedCommand): () => TestedCommand {
  try {
    const command = finish();
    return () => command;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}
