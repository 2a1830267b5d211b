// OpenTelemetry's SDK 2.x with the one API that it accepts.
import * as api from '@opentelemetry/api';
import { resources, tracing } from '@opentelemetry/sdk-node';

export { api };
export { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
export { FsInstrumentation } from '@opentelemetry/instrumentation-fs';
export { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
export { UndiciInstrumentation } from '@opentelemetry/instrumentation-undici';
export { NodeSDK } from '@opentelemetry/sdk-node';
export const batch = (exporter) => new tracing.BatchSpanProcessor(exporter);
export const simple = (exporter) => new tracing.SimpleSpanProcessor(exporter);
export const { resourceFromAttributes } = resources;
