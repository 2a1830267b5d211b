/**
 * Connects citty programs.
 *
 * @module
 */
export type { MountOptions } from './adapters/mount-options.ts';
