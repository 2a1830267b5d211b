import { version } from './version.js';

/** What acme declares: one list for the program and for its tests. */
export const options = {
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
};
