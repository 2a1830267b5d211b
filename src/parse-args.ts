/**
 * Connects programs that parse their command line with `util.parseArgs`, or by hand.
 *
 * @module
 */
export { instrumentParseArgs } from './adapters/parse-args/instrument.ts';
export { mountTelemetry } from './adapters/parse-args/mount.ts';
export type { ObservedCommandLine } from './adapters/parse-args/instrument.ts';
export type { MountOptions } from './adapters/mount-options.ts';
export type { UsageError } from './span/error-name.ts';
