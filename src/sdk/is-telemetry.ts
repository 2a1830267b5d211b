import type { Registered } from '../host/telemetry.ts';

/** Tells a telemetry object from options, none of which is called like this. */
export function isTelemetry<Telemetry extends Registered>(from: Telemetry | object): from is Telemetry {
  return 'isRecording' in Object(from);
}
