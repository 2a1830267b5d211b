/**
 * A sampler for any OpenTelemetry SDK 2.x or 3.x that asks for consent at each span start and drops everything
 * without it. Fails closed: when asking throws, the span is dropped.
 *
 * Implements `Sampler` of the Trace SDK specification structurally, so that it fits whichever copy of the API the host
 * has installed.
 *
 * @example
 * ```js
 * new NodeSDK({ sampler: new ConsentSampler(() => readConsent({ name: 'acme' }).granted) });
 * ```
 */
export class ConsentSampler {
  readonly #isGranted: () => boolean;

  /** @param isGranted asked once per span start; `true` records and samples the span. */
  constructor(isGranted: () => boolean) {
    this.#isGranted = isGranted;
  }

  /** Drops (0, `NOT_RECORD`) or records and samples (2, `RECORD_AND_SAMPLED`). */
  shouldSample(): { decision: 0 | 2 } {
    try {
      return { decision: this.#isGranted() ? 2 : 0 };
    } catch {
      // Not knowing is a no.
      return { decision: 0 };
    }
  }

  /** Describes the sampler, as the specification asks. */
  toString(): string {
    return 'ConsentSampler';
  }
}
