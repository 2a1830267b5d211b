/** Checked by the compiler only, never run: what must fit OpenTelemetry's SDK 2.x. */
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import type { Instrumentation } from '@opentelemetry/instrumentation';
import { NodeSDK, resources, tracing } from '@opentelemetry/sdk-node';
import {
  CatalogSpanProcessor,
  CommandInstrumentation,
  commandResource,
  ConsentSampler,
} from '../../src/sdk.ts';

const batch = new tracing.BatchSpanProcessor(new OTLPTraceExporter());
const processor = new CatalogSpanProcessor(batch, { name: 'acme' });

new NodeSDK({ sampler: new ConsentSampler(() => true), spanProcessors: [processor] }).start();

const command: Instrumentation & CommandInstrumentation = new CommandInstrumentation({
  name: 'acme',
  version: '1.0.0',
});
const resource = commandResource(command.telemetry);
const { contextManager } = command;
new NodeSDK({ resource, instrumentations: [command], contextManager }).start();
new NodeSDK({ resource: resources.defaultResource().merge(resource) }).start();
new NodeSDK({ resource: resource.merge(resources.defaultResource()) }).start();
