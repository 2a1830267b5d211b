/**
 * For the tests of hosts: which span a command makes.
 *
 * @module
 */
export type { Registered } from './host/telemetry.ts';
