import type { Dependency } from './dependency.ts';

/** How a command ended. */
export const OUTCOMES = ['success', 'failure', 'cancelled', 'crashed', 'killed'] as const;

/** One of {@link OUTCOMES}. */
export type Outcome = (typeof OUTCOMES)[number];

/** Signals whose conventional exit code, 128 plus the signal's number, means that the user ended the command. */
export const CANCEL_SIGNALS = ['SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGTERM'] as const;

/** One of {@link CANCEL_SIGNALS}. */
export type CancelSignal = (typeof CANCEL_SIGNALS)[number];

/** What is known when a process ends. */
export interface Ending {
  /** `undefined` for a process that is dead without having said how. */
  readonly exitCode: number | undefined;
  /** Name of the last error that was seen, from `nameError`; `undefined` when none was. */
  readonly errorName: string | undefined;
  /** Whether an error reached the top of the process and nothing handled it. */
  readonly uncaught: boolean;
  readonly dependency: Dependency | undefined;
}

/** What a span says about how its command ended. */
export interface SpanOutcome {
  /** Status ERROR; otherwise the status stays UNSET (semantic conventions for CLI programs). */
  readonly isError: boolean;
  readonly attributes: Readonly<Record<string, string | number>>;
}

/** Turns what is known at the end of a process into status and attributes. Pure. */
export function describeOutcome({ exitCode, errorName, uncaught, dependency }: Ending): SpanOutcome {
  if (exitCode === undefined) return { isError: false, attributes: { 'cli.outcome': 'killed' } };
  const attributes = { 'process.exit.code': exitCode };
  if (exitCode === 0) return { isError: false, attributes: { ...attributes, 'cli.outcome': 'success' } };
  const signal = SIGNAL_OF_EXIT_CODE.get(exitCode);
  return {
    isError: true,
    attributes: {
      ...attributes,
      'cli.outcome': outcomeOf(signal, uncaught),
      'error.type': errorName ?? signal ?? '_OTHER',
      ...(signal === undefined ? {} : { 'cli.signal': signal }),
      ...(dependency === undefined ? {} : { 'cli.failure.dependency': dependency }),
    },
  };
}

function outcomeOf(signal: CancelSignal | undefined, uncaught: boolean): Outcome {
  if (uncaught) return 'crashed';
  return signal === undefined ? 'failure' : 'cancelled';
}

/** The shells' convention for commands that end by a signal, which hosts that handle one follow. */
const SIGNAL_OF_EXIT_CODE: ReadonlyMap<number, CancelSignal> = new Map([
  [129, 'SIGHUP'],
  [130, 'SIGINT'],
  [131, 'SIGQUIT'],
  [143, 'SIGTERM'],
]);
