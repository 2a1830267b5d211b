import type { ProjectSetting } from '../consent/consent-host.ts';
import type { HostAttributes, NoAttributes } from '../catalog/host-attribute.ts';
import { DISTRO } from '../distro.ts';
import type { Session } from '../host/session.ts';
import { settled } from '../host/project-setting.ts';
import { sessionOf } from '../host/session-of.ts';
import type { Telemetry } from '../host/telemetry.ts';
import { unseen } from '../host/unseen.ts';
import { bothRuns } from '../tracing/both-runs.ts';
import { createContextManager } from '../tracing/context-manager.ts';
import type { Provider, SdkContextManager } from './api-types.ts';
import { createCommand, type Command } from './command.ts';
import type { CommandOptions } from './command-options.ts';
import { isTelemetry } from './is-telemetry.ts';
import { openOwnSession } from './own-session.ts';

/** What an SDK may configure of an instrumentation. */
export interface CommandInstrumentationConfig {
  /** @defaultValue `true` */
  enabled?: boolean;
}

/**
 * An OpenTelemetry instrumentation that records the command of this process with the host's own SDK, 2.x or 3.x, by
 * the rules of usage telemetry: one span from the start of the process to its end, steps as its children, nothing
 * free-form, and nothing without consent. It is made before adapters are attached, and patches no module.
 *
 * The span ends when the event loop is empty, or before that with {@link end}, and is then flushed. A host that calls
 * `process.exit()` elsewhere ends it there, where only what a processor exports synchronously is exported.
 *
 * @typeParam Attributes the host's own attributes.
 * @example
 * ```js
 * const command = new CommandInstrumentation({ name: 'acme', version: '1.4.2' });
 * new NodeSDK({
 *   resource: commandResource(command.telemetry),
 *   instrumentations: [command],
 *   contextManager: command.contextManager,
 *   autoDetectResources: false,
 * }).start();
 * instrumentCommander(program, command.telemetry);
 * ```
 */
export class CommandInstrumentation<Attributes extends HostAttributes = NoAttributes> {
  /** As the scope of its spans is called. */
  readonly instrumentationName: string = DISTRO.name;
  /** Commandspan's. */
  readonly instrumentationVersion: string = DISTRO.version;
  /** What adapters and `mountTelemetry` are given; of a host that has registered, the object that it registered. */
  readonly telemetry: Telemetry<Attributes>;
  /**
   * For the option `contextManager` of a `NodeSDK`: where no other span is under way the command's is, so that what
   * the host's other instrumentations record become its children.
   */
  readonly contextManager: SdkContextManager;
  readonly #command: Command;
  #config: CommandInstrumentationConfig = { enabled: true };

  /**
   * @param from what `registerTelemetry` returned, in hosts that send usage telemetry too; else the options.
   * @throws TypeError when an option is unknown or not what it should be.
   */
  constructor(from: Telemetry<Attributes> | CommandOptions<Attributes>) {
    const command = createCommand();
    this.#command = command;
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same, said so that every SDK's types take it
    this.contextManager = createContextManager(command.context) as unknown as SdkContextManager;
    if (isTelemetry(from)) {
      this.telemetry = from;
      join(sessionOf(from), command);
    } else this.telemetry = openOwnSession(from, command);
  }

  /** Takes back {@link disable}. */
  enable(): void {
    this.#command.enable(true);
  }

  /** Keeps the command unrecorded, unless it is enabled again before its end. */
  disable(): void {
    this.#command.enable(false);
  }

  /** Takes the provider whose tracer makes the spans; the first one that records makes them all. */
  setTracerProvider(provider: Provider): void {
    this.#command.offer(provider);
  }

  /** Does nothing: there are no metrics. */
  setMeterProvider(): void {}

  /** Keeps the configuration. */
  setConfig(config: CommandInstrumentationConfig = {}): void {
    this.#config = { enabled: true, ...config };
  }

  /** The configuration. */
  getConfig(): CommandInstrumentationConfig {
    return this.#config;
  }

  /**
   * Ends the command span now, and waits until the SDK has exported it, 5 seconds at most: before `sdk.shutdown()`, or
   * before a `process.exit()`. Never rejects.
   *
   * @param exitCode what the process is about to end with. Default: `process.exitCode`, else 0.
   */
  async end(exitCode?: number): Promise<void> {
    await this.#command.end(exitCode);
  }
}

/** Lets the host's SDK have the command too, where usage telemetry is recorded. */
function join(session: Session, command: Command): void {
  session.guard(() => {
    session.noteOwnSdk();
    const { host, env, parts, guard } = session;
    const { readConsent } = parts.session(host.paths);
    const isGranted = (project: ProjectSetting): boolean =>
      session.isRecording() && unseen(() => readConsent({ host, env, project }).granted);
    const mayStart = (): boolean => isGranted(settled(session.project()));
    // A run that is only shown, or sent to a collector of the user's own, is nothing for the vendor's.
    if (!mayStart() || env[`${host.prefix}_TELEMETRY_ENDPOINT`]) return;
    const mayExport = (): boolean => isGranted(session.project());
    const recorder = parts.recorder(host.paths);
    const run = command.begin({ recorder, host, env, guard, mayStart, mayExport });
    session.observe((observing) => (observing === undefined ? run : bothRuns(observing, run)));
  });
}
