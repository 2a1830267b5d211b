/**
 * For the tests of hosts: which span a command makes.
 *
 * @module
 */
export { createTestTelemetry } from './testing/create-test-telemetry.ts';
export type { RecordedAttributes, RecordedCommand, RecordedStep } from './testing/recorded-command.ts';
export { startTestCollector } from './testing/start-test-collector.ts';
export type {
  TestCollector,
  TestCollectorOptions,
  WaitOptions,
  WantedCommand,
} from './testing/test-collector.ts';
export type {
  TestedCommand,
  TestEnding,
  TestSurroundings,
  TestTelemetry,
  TestTelemetryOptions,
} from './testing/test-telemetry.ts';
export type { DroppedValue } from './testing/undeclared.ts';
export type { Attributes, AttributeValue, ReceivedRequest } from './collector/spans.ts';
