import * as check from '../host/check.ts';

/** The options of `startTracing`. Every function is called only when the user asked for traces. */
export interface TracingOptions {
  /**
   * Makes the host's own instrumentations, such as `() => [new HttpInstrumentation()]`; what they record happens
   * within the command, or within its step.
   *
   * @defaultValue none
   */
  readonly instrumentations?: () => readonly object[];

  /**
   * Makes resource detectors. Those that OpenTelemetry has by default send the arguments, the user's name and the
   * machine's, so that none works unless it is listed here.
   *
   * @defaultValue none
   */
  readonly resourceDetectors?: () => readonly object[];

  /**
   * How long the end of a command may wait for its spans to be sent, in milliseconds; 1 to 60,000.
   *
   * @defaultValue `2000`
   */
  readonly flushTimeoutMs?: number;

  /**
   * Loads the two packages of OpenTelemetry, for hosts that are bundled, or whose linker does not let commandspan see
   * their packages: `() => ({ ...require('@opentelemetry/sdk-node'), ...require('@opentelemetry/exporter-trace-otlp-http') })`.
   *
   * @defaultValue they are looked for from where commandspan is installed, then from the program that was started
   */
  readonly load?: () => TracingPackages;
}

/** What is used of `@opentelemetry/sdk-node` and `@opentelemetry/exporter-trace-otlp-http`, from 0.200 on. */
export interface TracingPackages {
  /** Of `@opentelemetry/sdk-node`. */
  readonly NodeSDK: Constructor<{
    /** Registers the SDK. */
    start(): void;
  }>;
  /** Of `@opentelemetry/exporter-trace-otlp-http`. */
  readonly OTLPTraceExporter: Constructor<object>;
}

/**
 * A class, whatever its configuration is.
 *
 * @typeParam Made what it makes.
 */
export interface Constructor<Made> {
  /** Makes one. */
  new (configuration: never): Made;
}

/**
 * Checks the options.
 *
 * @throws TypeError that says what was expected and what came.
 */
export function parseTracingOptions(input: unknown): TracingOptions & { readonly flushTimeoutMs: number } {
  const { flushTimeoutMs, ...makers } = check.object(input, 'options', KEYS);
  for (const [option, maker] of Object.entries(makers)) {
    if (maker !== undefined && typeof maker !== 'function') check.fail(option, 'a function', maker);
  }
  return {
    ...makers,
    flushTimeoutMs: check.optional(check.integer(1, 60_000), 2000)(flushTimeoutMs, 'flushTimeoutMs'),
  };
}

const KEYS = ['instrumentations', 'resourceDetectors', 'flushTimeoutMs', 'load'] as const;
