import type { Telemetry } from './telemetry.ts';

/**
 * Every registration of this process, by the name of its host, in the order in which they were made. It is shared with
 * what a framework loads by itself: as oclif loads a plug-in, which finds here what the host has registered.
 */
export const REGISTERED: Map<string, Telemetry> = new Map<string, Telemetry>();
