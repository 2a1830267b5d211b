import { registerTelemetry } from 'commandspan';

export const telemetry = registerTelemetry({
  name: 'acme',
  version: '1.2.3',
  endpoint: process.env.BENCH_ENDPOINT,
  commands: ['deploy'],
});
