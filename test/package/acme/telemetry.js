import { attribute, registerTelemetry } from 'commandspan';

export const telemetry = registerTelemetry({
  name: 'acme',
  version: '1.4.2',
  endpoint: process.env.TEST_ENDPOINT,
  commands: ['deploy', 'verify', 'die', 'crash', 'reject'],
  errors: ['ChecksumMismatch'],
  attributes: { 'acme.project': attribute.hash('Tells ten runs in one project from runs in ten projects.') },
});
