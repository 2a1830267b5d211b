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
  getValue(key: symbol): unknown;
  setValue(key: symbol, value: unknown): SdkContext;
  deleteValue(key: symbol): SdkContext;
}

/** A context manager of the API. */
export interface SdkContextManager {
  active(): SdkContext;
  with<A extends unknown[], F extends (...args: A) => ReturnType<F>>(
    context: SdkContext,
    work: F,
    thisArg?: ThisParameterType<F>,
    ...args: A
  ): ReturnType<F>;
  bind<T>(context: SdkContext, target: T): T;
  enable(): this;
  disable(): this;
}
