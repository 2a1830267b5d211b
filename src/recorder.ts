/**
 * Entry: what is loaded after a yes, and only then; and by senders and verbs for commands that died without an end.
 *
 * @module
 */
export { killedRecord } from './recorder/killed-record.ts';
export { startRun } from './recorder/start-run.ts';
export { warmUp } from './recorder/warm-up.ts';
