/**
 * Entry: what is loaded after a yes, and only then.
 *
 * @module
 */
export { startRun } from './recorder/start-run.ts';
export { warmUp } from './recorder/warm-up.ts';
