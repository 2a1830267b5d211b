/**
 * Checked by the compiler only, never run: what must not compile is marked, and a mark without an error is an error.
 */
import { Command } from 'commander';
import { attribute, registerTelemetry, type Telemetry, type TelemetryOptions } from '../../src/index.ts';
import { instrumentCommander, mountTelemetry } from '../../src/commander.ts';
import {
  createTestTelemetry,
  startTestCollector,
  type RecordedCommand,
  type TestedCommand,
} from '../../src/testing.ts';

const options = {
  name: 'acme',
  version: '1.0.0',
  endpoint: 'https://telemetry.acme.example',
  headers: { 'x-key': 'public' },
  attributes: {
    'acme.template': attribute.oneOf(['python', 'node'], 'Which templates are worth keeping.'),
    'acme.files': attribute.bucket([0, 10, 100], 'How large projects are.'),
  },
};

// What registerTelemetry takes, the kit takes, and gives what takes its place.
const test = createTestTelemetry(options);
let telemetry = registerTelemetry(options);
telemetry = test.telemetry;
telemetry.set('acme.template', 'node');
test.telemetry.set('acme.files', () => 17);
instrumentCommander(new Command(), test.telemetry);
mountTelemetry(new Command(), test.telemetry);
export const any: Telemetry = test.telemetry;

// @ts-expect-error -- no such template
test.telemetry.set('acme.template', 'pyhton');
// @ts-expect-error -- no such attribute
test.telemetry.set('acme.tempalte', 'python');

// The endpoint alone may be left out.
const { endpoint, ...withoutEndpoint } = options;
createTestTelemetry(withoutEndpoint);
createTestTelemetry({ name: 'acme', version: '1.0.0', endpoint });
// @ts-expect-error -- a version is required
createTestTelemetry({ name: 'acme' });
// @ts-expect-error -- misspelt
createTestTelemetry({ name: 'acme', version: '1.0.0', comands: [] });
// @ts-expect-error -- a host without attributes has none to set
createTestTelemetry({ name: 'acme', version: '1.0.0' }).telemetry.set('acme.template', 'python');

createTestTelemetry(options, { env: { CI: 'true' }, now: () => 0 });
createTestTelemetry(options, { env: process.env, now: Date.now });
// @ts-expect-error -- a time in milliseconds, not a date
createTestTelemetry(options, { now: () => new Date() });
// @ts-expect-error -- misspelt
createTestTelemetry(options, { environment: {} });

const command: TestedCommand = await test.run(async () => 17);
const recorded: RecordedCommand = command;
export const parts: readonly string[] = [
  command.record,
  recorded.name,
  ...command.dropped.map(({ key, why }) => key + why),
  ...recorded.steps.flatMap(({ name, steps }) => [name, ...steps.map((step) => step.name)]),
];
// @ts-expect-error -- what was recorded cannot be changed
command.attributes['cli.command'] = 'another';
// @ts-expect-error -- work is a function
await test.run(Promise.resolve());
test.end();
test.end({ exitCode: 3, error: new Error('any') });
// @ts-expect-error -- an exit code is a number
test.end({ exitCode: '3' });

// The collector takes the host's options too, and needs no more than its name.
const given: TelemetryOptions = options;
const collector = await startTestCollector(given);
await startTestCollector({ name: 'acme', prefix: 'ACME', variables: { SAM_CLI_TELEMETRY: 'enables' } });
// @ts-expect-error -- without a name nobody knows the program's variables
await startTestCollector({});
export const env: NodeJS.ProcessEnv = { ...collector.env, ACME_REGION: 'eu' };
await collector.waitForCommand();
await collector.waitForCommand('deploy', { timeoutMs: 1000 });
await collector.waitForCommand(({ attributes }) => attributes['cli.command'] === 'deploy');
// @ts-expect-error -- a pattern is not understood
await collector.waitForCommand(/deploy/);
await collector.close();
