import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { NodeSDK } from '@opentelemetry/sdk-node';
import { BatchSpanProcessor } from '@opentelemetry/sdk-trace';
import { readConsent } from 'commandspan';
import {
  CatalogSpanProcessor,
  CommandInstrumentation,
  commandResource,
  ConsentSampler,
} from 'commandspan/sdk';

const endpoint = process.env.GREET_COLLECTOR ?? 'https://telemetry.greet.example';
const name = 'greet';

export const command = new CommandInstrumentation({
  name,
  version: '1.0.0',
  endpoint, // only to tell users
  errors: ['NobodyThere'],
  steps: ['greet'],
});
export const { telemetry } = command;

const exporter = new OTLPTraceExporter({
  url: `${endpoint}/v1/traces`,
  timeoutMillis: 2000, // the longest that a collector which hangs can hold a command
});

new NodeSDK({
  sampler: new ConsentSampler(() => readConsent({ name }).granted),
  resource: commandResource(telemetry),
  autoDetectResources: false, // detectors would add arguments, paths and names
  instrumentations: [command],
  contextManager: command.contextManager,
  spanProcessors: [new CatalogSpanProcessor(new BatchSpanProcessor({ exporter }), telemetry)],
  metricReaders: [],
  logRecordProcessors: [],
}).start();
