import type { Context, TracerProvider } from '@opentelemetry/api';

/** Where every copy of OpenTelemetry's API 1.x finds what a program has registered. */
const GLOBALS = Symbol.for('opentelemetry.js.api.1');

/** The key under which a context says that nothing in it is to be traced; the SDK and its instrumentations ask for it. */
const SUPPRESSED = Symbol.for('OpenTelemetry SDK Context Key SUPPRESS_TRACING');

/** The part of a context manager that is asked here. */
export interface ContextManager {
  readonly active: () => Context;
  readonly with: <T>(context: Context, work: () => T) => T;
}

/**
 * Runs work of ours so that the user's own tracing does not see it: an instrumentation of `fs` would make a span of
 * every file that is looked at.
 */
export function unseen<T>(work: () => T): T {
  const manager = contextManager();
  return manager === undefined ? work() : manager.with(manager.active().setValue(SUPPRESSED, true), work);
}

/**
 * The context manager that this program has registered. It is asked itself, because a copy of the API in our bundles
 * does not find what another version of it has registered.
 */
export function contextManager(): ContextManager | undefined {
  return registeredApi()?.context;
}

/** What this program has registered with the API, if anything. */
export function registeredApi(): RegisteredApi | undefined {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what version 1 of the API puts there
  return Reflect.get(globalThis, GLOBALS) as RegisteredApi | undefined;
}

/** The parts of it that are asked here. */
export interface RegisteredApi {
  readonly context?: ContextManager;
  readonly trace?: TracerProvider;
}
