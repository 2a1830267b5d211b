import { registerTelemetry } from 'commandspan';

export const telemetry = registerTelemetry({
  name: 'greet',
  version: '1.0.0',
  endpoint: 'https://telemetry.greet.example',
  errors: ['NobodyThere'],
});
