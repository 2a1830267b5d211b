import type { HostAttributes, NoAttributes } from '../catalog/host-attribute.ts';
import type { TelemetryOptions } from '../host/telemetry-options.ts';
import type { Telemetry } from '../host/telemetry.ts';
import type { RecordedCommand } from './recorded-command.ts';
import type { DroppedValue } from './undeclared.ts';

/**
 * The options of `registerTelemetry`. What decides about consent, where files lie and when something is sent has no
 * effect; `endpoint` may be left out.
 *
 * @typeParam Attributes the host's own attributes.
 */
export type TestTelemetryOptions<Attributes extends HostAttributes = NoAttributes> = Omit<
  TelemetryOptions<Attributes>,
  'endpoint'
> &
  Partial<Pick<TelemetryOptions, 'endpoint'>>;

/** Where and when the command of a test runs. */
export interface TestSurroundings {
  /**
   * The environment variables by which a command knows CI, agents, editors, containers and package managers. Those of
   * the test's own process have no effect.
   *
   * @defaultValue `{}`: a person at a terminal of their own machine
   */
  readonly env?: Readonly<Record<string, string | undefined>>;

  /**
   * The time in milliseconds since the epoch, asked when the command and its steps begin and end.
   *
   * @defaultValue the time of day
   */
  readonly now?: () => number;
}

/**
 * Telemetry for one command in a test of its host.
 *
 * @typeParam Attributes the host's own attributes, from the option of that name.
 */
export interface TestTelemetry<Attributes extends HostAttributes = HostAttributes> {
  /** Stands in for what `registerTelemetry` returns, adapters and `mountTelemetry` included. */
  readonly telemetry: Telemetry<Attributes>;

  /**
   * Runs the command to its end. The exit code is that of `process.exit`, which ends the command in place of this
   * process, or `process.exitCode`, which is as before afterwards; what the work throws is recorded as a crash and not
   * thrown on.
   *
   * @param work what the host does after its telemetry is registered.
   * @throws Error when nothing would be recorded, as after a verb or a no of the project; when commandspan itself
   * failed in a way that hosts do not see; when it is called twice; when commands overlap that set `process.exitCode`.
   */
  readonly run: (work: () => unknown) => Promise<TestedCommand>;

  /**
   * Ends the command, where the test does what it does itself. Of several ends the first counts.
   *
   * @throws Error when nothing would be recorded, or when commandspan itself failed in a way that hosts do not see.
   */
  readonly end: (ending?: TestEnding) => TestedCommand;
}

/** How the command of a test ends. */
export interface TestEnding {
  /**
   * What the process would exit with.
   *
   * @defaultValue 0, or 1 with an `error`
   */
  readonly exitCode?: number;
  /** What ended it as an uncaught exception. */
  readonly error?: unknown;
}

/** What is recorded of the command of a test. */
export interface TestedCommand extends RecordedCommand {
  /** What the host gave and the record does not hold, or not as it was given. */
  readonly dropped: readonly DroppedValue[];
  /** The OTLP JSON `ResourceSpans` that would be stored and sent, byte for byte. */
  readonly record: string;
  /** What ended the command as an uncaught exception, if anything did. */
  readonly error: unknown;
}
