import { registerTelemetry } from 'commandspan';

export const telemetry = registerTelemetry({
  name: 'acme',
  version: '1.2.3',
  endpoint: process.env.TEST_ENDPOINT,
  ...JSON.parse(process.env.TEST_OPTIONS ?? '{}'),
});
