/**
 * Entry: the telemetry verbs, loaded when one of them runs.
 *
 * @module
 */
export { helpText } from './verbs/help-text.ts';
export { runLine } from './verbs/run-line.ts';
export { runVerb } from './verbs/run-verb.ts';
