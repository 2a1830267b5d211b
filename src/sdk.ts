/**
 * For hosts that run an OpenTelemetry SDK of their own.
 *
 * @module
 */
export { CatalogSpanProcessor } from './sdk/catalog-span-processor.ts';
export { ConsentSampler } from './consent/sampler.ts';
export type { WrappedSpanProcessor } from './sdk/catalog-span-processor.ts';
export type { CatalogOptions } from './sdk/catalog-options.ts';
