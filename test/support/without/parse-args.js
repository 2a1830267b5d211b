import { parseArgs } from 'node:util';

export const instrumentParseArgs = () => ({
  parseArgs,
  command: () => undefined,
  usageError: () => undefined,
});
export const mountTelemetry = () => false;
