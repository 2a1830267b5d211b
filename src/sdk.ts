/**
 * For hosts that run an OpenTelemetry SDK of their own.
 *
 * @module
 */
export { CatalogSpanProcessor } from './sdk/catalog-span-processor.ts';
export { CommandInstrumentation } from './sdk/command-instrumentation.ts';
export { commandResource } from './sdk/command-resource.ts';
export { ConsentSampler } from './consent/sampler.ts';
export type { CatalogOptions } from './sdk/catalog-options.ts';
export type { CommandInstrumentationConfig } from './sdk/command-instrumentation.ts';
export type { CommandOptions } from './sdk/command-options.ts';
export type { CommandResource, MergedResource, ResourceOptions } from './sdk/command-resource.ts';
export type { WrappedSpanProcessor } from './sdk/catalog-span-processor.ts';
export type { Provider, SdkContext, SdkContextManager } from './sdk/api-types.ts';
