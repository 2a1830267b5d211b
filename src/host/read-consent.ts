import type { Reading } from '../consent/reading.ts';
import { parseConsentOptions } from './options.ts';
import { PARTS_BESIDE, type Parts } from './parts.ts';
import { permitted } from './permitted.ts';
import type { ConsentOptions } from './telemetry-options.ts';
import { unseen } from './unseen.ts';

/** What the sources of consent come to at one moment. */
export interface ConsentAnswer {
  /** Whether a command may be recorded. */
  readonly granted: boolean;
  /** The source that decided; `undefined` when none said anything, which is a no. */
  readonly reading: Reading | undefined;
}

/**
 * Asks all sources of consent of a host now. Reads the environment and a few files, writes nothing; for hosts that run
 * a NodeSDK of their own with a `ConsentSampler`.
 *
 * @param options the host's name and what it decided about consent.
 * @throws TypeError when an option is unknown or not what it should be.
 */
export function readConsent(options: ConsentOptions): ConsentAnswer {
  return readConsentWith(PARTS_BESIDE, options);
}

/** Asks with parts that come from elsewhere than from beside this bundle. @internal */
export function readConsentWith(from: Parts, options: ConsentOptions): ConsentAnswer {
  const { env, parts } = permitted(from);
  const host = parseConsentOptions(options, env);
  try {
    // A sampler asks this: were its own reading traced, it would be asked again without end.
    return unseen(() => parts.session(host.paths).readConsent({ host, env, project: undefined }));
  } catch {
    // Where the bundle is missing, nobody can be asked, and that is a no.
    return { granted: false, reading: undefined };
  }
}
