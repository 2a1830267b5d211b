import type { TelemetryOptions } from '../host/telemetry-options.ts';

/** What may be recorded of a host's spans: the same options as those of `registerTelemetry`. */
export type CatalogOptions = Pick<
  TelemetryOptions,
  'name' | 'commands' | 'flags' | 'steps' | 'errors' | 'attributes'
>;
