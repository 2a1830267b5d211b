/**
 * Entry: what is loaded after a yes, and only then; by senders and verbs for commands that died without an
 * end, and by tracing for what it has in common with usage telemetry.
 *
 * @module
 */
export { killedRecord } from './recorder/killed-record.ts';
export { describeRun } from './recorder/run-resource.ts';
export { createRun, startRun } from './recorder/start-run.ts';
export { warmUp } from './recorder/warm-up.ts';
export { describeResource } from './resource/resource.ts';
export { remoteParent } from './span/remote-parent.ts';
export { serializeRequest } from './span/serialize.ts';
export { createTracedRun } from './tracing/traced-run.ts';
