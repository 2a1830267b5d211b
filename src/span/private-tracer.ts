import type { Attributes, Tracer } from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { TracerProvider, type IdGenerator, type ReadableSpan } from '@opentelemetry/sdk-trace';
import { ConsentSampler } from '../consent/sampler.ts';
import { DISTRO } from '../distro.ts';

/** What makes the spans of one command. */
export interface PrivateTracerOptions {
  readonly resource: Attributes;
  /** Asked at each span start. */
  readonly isGranted: () => boolean;
  /** Default: the SDK's random ids. */
  readonly idGenerator?: IdGenerator | undefined;
}

/** A tracer that nobody else sees, and the spans that it has ended so far, steps before their command. */
export interface PrivateTracer {
  readonly tracer: Tracer;
  readonly ended: readonly ReadableSpan[];
}

/**
 * Makes a tracer of a provider of its own, which is never registered and reads no environment: the user's
 * OpenTelemetry neither sees it nor steers it. Callers pass the parent context explicitly, because the default one is
 * the user's.
 */
export function createPrivateTracer({
  resource,
  isGranted,
  idGenerator,
}: PrivateTracerOptions): PrivateTracer {
  const ended: ReadableSpan[] = [];
  const provider = new TracerProvider({
    resource: resourceFromAttributes(resource),
    sampler: new ConsentSampler(isGranted),
    ...(idGenerator && { idGenerator }),
    spanProcessors: [
      {
        onStart: () => undefined,
        onEnd: (span) => ended.push(span),
        forceFlush: () => Promise.resolve(),
        shutdown: () => Promise.resolve(),
      },
    ],
  });
  return { tracer: provider.getTracer(DISTRO.name, DISTRO.version), ended };
}
