/**
 * Connects cac programs.
 *
 * @module
 */
export { instrumentCac } from './adapters/cac/instrument.ts';
export { mountTelemetry } from './adapters/cac/mount.ts';
export type { CacProgram } from './adapters/cac/cac-program.ts';
export type { MountOptions } from './adapters/mount-options.ts';
