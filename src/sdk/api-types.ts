/*
 * What a host's own SDK takes and hands over, in structure alone: which copy of OpenTelemetry's API 1.x the host has,
 * and whether it has one, is the host's affair.
 */

/** A tracer provider of any SDK. */
export interface Provider {
  /** Gives the tracer of an instrumentation. */
  getTracer(name: string, version?: string): object;
}

/** A context of the API. */
export interface SdkContext {
  /** Gives a value. */
  getValue(key: symbol): unknown;
  /** Makes a context with one more value. */
  setValue(key: symbol, value: unknown): SdkContext;
  /** Makes a context without a value. */
  deleteValue(key: symbol): SdkContext;
}

/** A context manager of the API. */
export interface SdkContextManager {
  /** The context that is active now. */
  active(): SdkContext;
  /**
   * Runs work in a context.
   *
   * @typeParam A the arguments of the work.
   * @typeParam F the work.
   */
  with<A extends unknown[], F extends (...args: A) => ReturnType<F>>(
    context: SdkContext,
    work: F,
    thisArg?: ThisParameterType<F>,
    ...args: A
  ): ReturnType<F>;
  /** Makes a function that runs in a context. */
  bind<T>(context: SdkContext, target: T): T;
  /** Begins. */
  enable(): this;
  /** Ends. */
  disable(): this;
}
