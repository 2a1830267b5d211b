// What commandspan replaces: OpenTelemetry's NodeSDK as its documentation has it, flushed before the program ends.
import { trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { NodeSDK } from '@opentelemetry/sdk-node';

const sdk = new NodeSDK({
  serviceName: 'acme',
  traceExporter: new OTLPTraceExporter({ url: `${process.env.BENCH_ENDPOINT}/v1/traces` }),
  metricReaders: [],
  logRecordProcessors: [],
});
sdk.start();
trace.getTracer('acme').startSpan('acme deploy').end();
await sdk.shutdown();
