import type { ReceivedRequest } from '../collector/spans.ts';
import type { ConsentOptions } from '../host/telemetry-options.ts';
import type { RecordedCommand } from './recorded-command.ts';

/** The options of `registerTelemetry` that decide how a program is told to record; all others are ignored. */
export type TestCollectorOptions = Pick<ConsentOptions, 'name' | 'prefix' | 'variables'>;

/** A collector on this machine's loopback for whole programs under test, and a home for them. */
export interface TestCollector {
  /** Base URL, such as `http://127.0.0.1:41234`. */
  readonly url: string;

  /**
   * The whole environment for a program: that of this process, with an explicit yes to telemetry, without any no, in
   * an empty home of its own in a temp folder, with this collector as the one that the user named. So the program
   * sends at once, without the vendor's headers, installation id and hashes.
   */
  readonly env: Readonly<Record<string, string>>;

  /** All commands that came so far, in their order; it grows. */
  readonly commands: readonly RecordedCommand[];

  /** All requests that came so far, with their bodies as they were before compression; it grows. */
  readonly requests: readonly ReceivedRequest[];

  /**
   * Waits for a command that no earlier call has given, also if it came already.
   *
   * @param wanted what `cli.command` says, such as `'deploy function'`, or a function that says yes; without it any
   * command.
   * @throws Error after the deadline, which says what came instead.
   */
  readonly waitForCommand: (wanted?: WantedCommand, options?: WaitOptions) => Promise<RecordedCommand>;

  /** Waits for the senders that the programs have started, stops listening and deletes the home. */
  readonly close: () => Promise<void>;
}

/** Which command to wait for. */
export type WantedCommand = string | ((command: RecordedCommand) => boolean);

/** How long to wait. */
export interface WaitOptions {
  /**
   * In milliseconds.
   *
   * @defaultValue `10_000`
   */
  readonly timeoutMs?: number;
}
