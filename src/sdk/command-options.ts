import type { HostAttributes } from '../catalog/host-attribute.ts';
import type { TelemetryOptions } from '../host/telemetry-options.ts';

/**
 * The options of a host whose only pipeline is an OpenTelemetry SDK of its own: those of `registerTelemetry` without
 * what is of use to its sender alone. There is no installation id, and what is to be hashed is not recorded.
 *
 * @typeParam Attributes the host's own attributes.
 */
export interface CommandOptions<Attributes extends HostAttributes = HostAttributes> extends Omit<
  TelemetryOptions<Attributes>,
  'endpoint' | 'headers' | 'identity' | 'send' | 'sendIntervalMs'
> {
  /**
   * Base URL of the collector that the SDK's exporter sends to, only to tell users: `status`, `doctor` and the data
   * dictionary name it.
   *
   * @defaultValue they say that the program's own SDK knows
   */
  readonly endpoint?: string | URL;
}
