/** Checked by the compiler only, never run: what must fit OpenTelemetry's SDK 2.x. */
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { NodeSDK, tracing } from '@opentelemetry/sdk-node';
import { CatalogSpanProcessor, ConsentSampler } from '../../src/sdk.ts';

const batch = new tracing.BatchSpanProcessor(new OTLPTraceExporter());
const processor = new CatalogSpanProcessor(batch, { name: 'acme' });

new NodeSDK({ sampler: new ConsentSampler(() => true), spanProcessors: [processor] }).start();
