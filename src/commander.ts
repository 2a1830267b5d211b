/**
 * Connects commander programs.
 *
 * @module
 */
export { instrumentCommander } from './adapters/commander/instrument.ts';
export { mountTelemetry } from './adapters/commander/mount.ts';
export type { MountOptions } from './adapters/mount-options.ts';
