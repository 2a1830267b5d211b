/**
 * Entry: all that no command needs: the telemetry verbs, what the detached sender does, the `commandspan` command, and
 * the collector for tests of hosts.
 *
 * @module
 */
export { runCli } from './cli/run.ts';
export { decodeJson } from './collector/decode-json.ts';
export { startCollector } from './collector/server.ts';
export { serve } from './sender/serve.ts';
export { helpText } from './verbs/help-text.ts';
export { runLine } from './verbs/run-line.ts';
export { runVerb } from './verbs/run-verb.ts';
