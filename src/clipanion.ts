/**
 * Connects clipanion programs.
 *
 * @module
 */
export { instrumentClipanion } from './adapters/clipanion/instrument.ts';
export { mountTelemetry } from './adapters/clipanion/mount.ts';
export type { MountOptions } from './adapters/mount-options.ts';
