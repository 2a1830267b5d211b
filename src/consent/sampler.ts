/** What becomes of a span. */
export interface SamplingDecision {
  /** Dropped (0, `NOT_RECORD`), or recorded and sampled (2, `RECORD_AND_SAMPLED`). */
  decision: 0 | 2;
}

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

  /** Decides on one span; its arguments, which the SDK passes, are not looked at. */
  shouldSample(): SamplingDecision {
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
