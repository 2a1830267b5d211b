/**
 * The user's own traces of a host, asked for by naming the user's own collector.
 *
 * @module
 */
export { startTracing } from './tracing/start-tracing.ts';
export type { Constructor, TracingOptions, TracingPackages } from './tracing/tracing-options.ts';
export type { Registered } from './host/telemetry.ts';
