import { registerTelemetry } from 'commandspan';
import { version } from './version.js';

export const telemetry = registerTelemetry({
  name: 'acme',
  version,
  endpoint: 'https://telemetry.acme.example',
  steps: ['collect', 'compress'],
  errors: [
    'ChecksumMismatch',
    'ChecksumUnreadable',
    'DockerUnavailable',
    'InputChanged',
    'InputNotFound',
    'NotAFolder',
    'NotPackable',
  ],
});
