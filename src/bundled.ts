/**
 * What hosts that are bundled into one file import in the place of the package itself.
 *
 * @module
 */
export type { Registered } from './host/telemetry.ts';
