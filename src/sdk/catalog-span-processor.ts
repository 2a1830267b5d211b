import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import { filterSpans } from '../catalog/filter.ts';
import { fail } from '../host/check.ts';
import type { Registered } from '../host/telemetry.ts';
import type { CatalogOptions } from './catalog-options.ts';
import type { Resource } from '../span/resource.ts';
import { filterResource } from './filter-resource.ts';
import { catalogOfOwnSpans, parseHostCatalog, type HostCatalog } from './host-catalog.ts';
import { isOwnSpan } from './own-spans.ts';

/** What is called of the span processor that gets the filtered spans. */
export interface WrappedSpanProcessor {
  /** Takes a finished span. */
  onEnd(span: never): void;
  /** Exports what has been taken so far. */
  forceFlush(): Promise<void>;
  /** Exports what has been taken so far, and ends. */
  shutdown(): Promise<void>;
}

/**
 * A span processor for a host's own OpenTelemetry SDK, 2.x or 3.x, that hands every finished span on to another one as
 * far as the catalog lets it through: declared names, typed attributes, no events, no links, no messages. A span whose
 * parent is a span of the same process counts as a step, any other as a command. What was dropped of a span is counted
 * in its `droppedAttributesCount`; what detectors found beside the catalog is not.
 *
 * The wrapped processor hears of nothing but the end of spans, because at their start they are not filtered yet. What
 * goes wrong with a span drops that span and nothing else. It fits whichever copies of API and SDK the host has
 * installed.
 *
 * @example
 * ```js
 * new NodeSDK({
 *   sampler: new ConsentSampler(() => readConsent({ name: 'acme' }).granted),
 *   spanProcessors: [
 *     new CatalogSpanProcessor(new BatchSpanProcessor({ exporter }), { name: 'acme', commands: ['deploy'] }),
 *   ],
 * });
 * ```
 */
export class CatalogSpanProcessor {
  readonly #next: WrappedSpanProcessor;
  readonly #filter: (span: ReadableSpan) => ReadableSpan | undefined;

  /**
   * @param next the host's own processor, with its exporter.
   * @param options what may be recorded; or a telemetry object, with whose host's options it is the same.
   * @throws TypeError when `next` is no span processor, or an option is unknown or not what it should be.
   */
  constructor(next: WrappedSpanProcessor, options: CatalogOptions | Registered) {
    if (!isSpanProcessor(next)) fail('next', 'a span processor such as new BatchSpanProcessor(…)', next);
    this.#next = next;
    this.#filter = createSpanFilter(parseHostCatalog(options));
  }

  /** Does nothing. */
  onStart(): void {}

  /** Hands on what the catalog lets through. */
  onEnd(span: object): void {
    try {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what both versions of the SDK hand over
      const filtered = this.#filter(span as ReadableSpan);
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the shape that both of them take
      if (filtered !== undefined) this.#next.onEnd(filtered as never);
    } catch {
      // What cannot be filtered must not be exported, and what a processor throws would end the host's command.
    }
  }

  /** Settles as the wrapped processor's does. */
  async forceFlush(): Promise<void> {
    await this.#next.forceFlush();
  }

  /** Settles as the wrapped processor's does. */
  async shutdown(): Promise<void> {
    await this.#next.shutdown();
  }
}

function isSpanProcessor(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    METHODS.every((method) => typeof Reflect.get(value, method) === 'function')
  );
}

const METHODS = ['onStart', 'onEnd', 'forceFlush', 'shutdown'] as const;

function createSpanFilter(catalog: HostCatalog): (span: ReadableSpan) => ReadableSpan | undefined {
  // Exporters put spans of the same resource together by identity.
  const resources = new WeakMap<Resource, Resource>();
  const filtered = (resource: Resource): Resource => {
    const known = resources.get(resource) ?? filterResource(resource, catalog);
    resources.set(resource, known);
    return known;
  };
  const ofOwnSpans = catalogOfOwnSpans(catalog);
  return (span) => {
    const known = isOwnSpan(span) ? ofOwnSpans : catalog;
    const [kept] = filterSpans({ ...known, spans: [span], resource: { 'service.name': catalog.name } });
    return kept && { ...kept, resource: filtered(span.resource) };
  };
}
