import { createRequire } from 'node:module';
import { registerTelemetry } from 'commandspan';
import { startTracing } from 'commandspan/tracing';

const require = createRequire(import.meta.url);

export const telemetry = registerTelemetry({
  name: 'relay',
  version: '1.0.0',
  endpoint: 'https://telemetry.relay.example',
  commands: ['publish', 'check'],
  steps: ['check', 'upload'],
  errors: ['NotThere'],
});

// Does nothing unless its user named a collector; then the instrumentation is loaded too, and not before.
startTracing(telemetry, {
  instrumentations: () => {
    const { UndiciInstrumentation } = require('@opentelemetry/instrumentation-undici');
    return [new UndiciInstrumentation()];
  },
});
