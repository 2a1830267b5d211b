/**
 * Connects yargs programs.
 *
 * @module
 */
export type { MountOptions } from './adapters/mount-options.ts';
