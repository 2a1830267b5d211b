#!/usr/bin/env node
const { registerTelemetry } = require('commandspan');
const { mountTelemetry } = require('commandspan/parse-args');

const telemetry = registerTelemetry({
  name: 'acme',
  version: '1.4.2',
  endpoint: process.env.TEST_ENDPOINT,
  commands: ['deploy', 'verify'],
});

const [command, ...rest] = process.argv.slice(2);
if (!mountTelemetry([command, ...rest], telemetry)) {
  telemetry.command(command);
  if (command === 'deploy') console.log('deployed');
  else process.exit(3);
}
