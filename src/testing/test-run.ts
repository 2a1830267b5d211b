import type { Host } from '../host/host.ts';
import type { RunInput } from '../host/recorder.ts';
import type { RecordedRun } from '../host/run.ts';
import type { Identity } from '../identity/install-id.ts';
import { systemCode, type ProcessEndInput } from '../recorder/process-end.ts';
import type { describeRun, RunResource } from '../recorder/run-resource.ts';
import type { createRun, RunMeans } from '../recorder/start-run.ts';
import type { WorkEnd } from './process-exit.ts';

/** What the kit takes out of the recorder's bundle. */
export interface TestRecorder {
  readonly createRun: typeof createRun;
  readonly describeRun: typeof describeRun;
}

/** What a run of a test is about. */
export interface TestRunInput {
  readonly host: Host;
  readonly env: NodeJS.ProcessEnv;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Whether nothing has objected. */
  readonly isGranted: () => boolean;
  readonly onDrop: (key: string, why: string) => void;
  readonly onError: (error: unknown) => void;
}

/** A run of the real recorder, whose record stays in memory. */
export interface TestRun {
  readonly run: RecordedRun;
  /** Ends it; `undefined` where nothing is recorded. */
  readonly end: (end: WorkEnd) => string | undefined;
}

/** The same in every test, so that equal values have equal hashes. */
const IDENTITY: Identity = { id: '00000000-0000-4000-8000-000000000000', salt: '0'.repeat(64), createdAt: 0 };

/** Begins a run that touches neither disk nor process: no journal, no listener, no sender, an identity that is fixed. */
export function createTestRun(recorder: TestRecorder, about: TestRunInput): TestRun {
  let record: string | undefined;
  let processEnd: ProcessEndInput | undefined;
  const { run, end } = recorder.createRun(inputOf(about), {
    clock: clockOf(about.now),
    onDrop: about.onDrop,
    idGenerator: countIds(),
    describeRun: (input) => onTerminal(recorder.describeRun(input)),
    createJournal: () => ({
      open: ignore,
      // What a test starts is linked to nothing.
      isOpen: () => false,
      update: ignore,
      commit: (makeRecord) => {
        record = makeRecord();
        return 'kept';
      },
      discard: ignore,
    }),
    onProcessEnd: (input) => {
      processEnd = input;
      return { moveToLast: ignore, remove: ignore };
    },
  });
  return {
    run,
    end: ({ exitCode, uncaught }) => {
      if (uncaught) processEnd?.errors.noteUncaught(uncaught.error, false);
      end(systemCode(exitCode));
      return record;
    },
  };
}

function inputOf({ host, env, isGranted, onError }: TestRunInput): RunInput {
  return {
    host,
    env,
    endpoint: { url: host.tracesUrl, headers: host.headers, isUsersOwn: false, spoolDir: '' },
    mayStart: () => true,
    mayWrite: isGranted,
    isHeld: false,
    isShown: false,
    sender: { senderFile: undefined, offer: { made: () => undefined } },
    say: ignore,
    onError,
  };
}

function clockOf(now: () => number): RunMeans['clock'] {
  const timeOrigin = now();
  return { timeOrigin, now: () => now() - timeOrigin };
}

/** In the order in which spans begin, and the same in every test. */
function countIds(): NonNullable<RunMeans['idGenerator']> {
  let spans = 0;
  return {
    generateTraceId: () => '1'.padStart(32, '0'),
    generateSpanId: () => (spans += 1).toString(16).padStart(16, '0'),
  };
}

/** Where tests run is not where users are: unless the variables say otherwise, a person sits at a terminal. */
function onTerminal(described: RunResource): RunResource {
  const { attributes, isIdentified } = described;
  const isPlain = ['terminal', 'other'].includes(String(attributes['cli.environment']));
  return {
    isIdentified,
    identity: () => (isIdentified ? IDENTITY : undefined),
    attributes: {
      ...attributes,
      'process.interactive': isPlain,
      ...(isPlain && { 'cli.environment': 'terminal' }),
    },
  };
}

function ignore(): void {}
