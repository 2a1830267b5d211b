/**
 * Entry: the package for hosts that are bundled into one file. It exports what `index.js` exports, with the same types,
 * and has nothing to find beside it when it runs: bundlers take along the parts that `index.js` loads as files.
 *
 * @module
 */
import type { HostAttributes, NoAttributes } from './catalog/host-attribute.ts';
import { PARTS_INSIDE } from './host/parts-inside.ts';
import { readConsentWith, type ConsentAnswer } from './host/read-consent.ts';
import { registerWith } from './host/register.ts';
import { runSenderWith } from './host/run-sender.ts';
import type { ConsentOptions, TelemetryOptions } from './host/telemetry-options.ts';
import type { Telemetry } from './host/telemetry.ts';

export { attribute } from './catalog/attribute.ts';
export { ConsentSampler } from './consent/sampler.ts';

/** See `index.ts`. */
export function registerTelemetry<const Attributes extends HostAttributes = NoAttributes>(
  options: TelemetryOptions<Attributes>,
): Telemetry<Attributes> {
  return registerWith(PARTS_INSIDE, options);
}

/** See `index.ts`. */
export function readConsent(options: ConsentOptions): ConsentAnswer {
  return readConsentWith(PARTS_INSIDE, options);
}

/** See `index.ts`. */
export function runSender(): Promise<boolean> {
  return runSenderWith(PARTS_INSIDE);
}
