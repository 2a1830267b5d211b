/** Checked by the compiler only, never run: what must fit OpenTelemetry's SDK 3.x. */
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { NodeSDK } from '@opentelemetry/sdk-node';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { CatalogSpanProcessor, ConsentSampler } from '../../src/sdk.ts';

const exporter = new OTLPTraceExporter();
const processor = new CatalogSpanProcessor(new BatchSpanProcessor({ exporter }), { name: 'acme' });
const sampler = new ConsentSampler(() => true);

new NodeSDK({ sampler, spanProcessors: [processor] }).start();
new TracerProvider({ sampler, spanProcessors: [processor] }).getTracer('acme');

// @ts-expect-error -- an exporter is no processor
void new CatalogSpanProcessor(exporter, { name: 'acme' });
// @ts-expect-error -- the name is required
void new CatalogSpanProcessor(processor, {});
