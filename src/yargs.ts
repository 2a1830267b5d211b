/**
 * Connects yargs programs.
 *
 * @module
 */
export { instrumentYargs } from './adapters/yargs/instrument.ts';
export { mountTelemetry } from './adapters/yargs/mount.ts';
export type { YargsProgram } from './adapters/yargs/yargs-program.ts';
export type { MountOptions } from './adapters/mount-options.ts';
