/**
 * The user's own traces of a host, asked for by naming the user's own collector.
 *
 * @module
 */
export type { Registered } from './host/telemetry.ts';
