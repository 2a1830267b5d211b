/**
 * Connects citty programs.
 *
 * @module
 */
export type { CommandDefinition } from './adapters/citty/definition.ts';
export { instrumentCitty } from './adapters/citty/instrument.ts';
export { mountTelemetry } from './adapters/citty/mount.ts';
export type { MountOptions } from './adapters/mount-options.ts';
