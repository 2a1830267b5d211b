/** Checked by the compiler only, never run: what must fit OpenTelemetry's SDK 3.x. */
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { registerInstrumentations, type Instrumentation } from '@opentelemetry/instrumentation';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { NodeSDK, startNodeSdk } from '@opentelemetry/sdk-node';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { Command } from 'commander';
import { instrumentCommander } from '../../src/commander.ts';
import { attribute, registerTelemetry } from '../../src/index.ts';
import {
  CatalogSpanProcessor,
  CommandInstrumentation,
  commandResource,
  ConsentSampler,
} from '../../src/sdk.ts';

const exporter = new OTLPTraceExporter();
const processor = new CatalogSpanProcessor(new BatchSpanProcessor({ exporter }), { name: 'acme' });
const sampler = new ConsentSampler(() => true);

new NodeSDK({ sampler, spanProcessors: [processor] }).start();
new TracerProvider({ sampler, spanProcessors: [processor] }).getTracer('acme');

// @ts-expect-error -- an exporter is no processor
void new CatalogSpanProcessor(exporter, { name: 'acme' });
// @ts-expect-error -- the name is required
void new CatalogSpanProcessor(processor, {});

const command = new CommandInstrumentation({ name: 'acme', version: '1.0.0' });
const resource = commandResource(command.telemetry);
const { contextManager } = command;
new NodeSDK({ sampler, resource, instrumentations: [command], contextManager }).start();
new NodeSDK({ resource: resourceFromAttributes({ 'acme.fleet': 'blue' }).merge(resource) }).start();
new NodeSDK({ resource: resource.merge(resourceFromAttributes({ 'acme.fleet': 'blue' })) }).start();
startNodeSdk({
  baseResource: commandResource({ name: 'acme', version: '1.0.0' }),
  instrumentations: [command],
});
const instrumentation: Instrumentation = command;
registerInstrumentations({ instrumentations: [instrumentation] });
instrumentCommander(new Command(), command.telemetry);
command.telemetry.command('deploy');
void command.end(3);

const registered = registerTelemetry({
  name: 'acme',
  version: '1.0.0',
  endpoint: 'https://telemetry.acme.example',
  attributes: { 'acme.fast': attribute.boolean('Whether it is fast.') },
});
new CommandInstrumentation(registered).telemetry.set('acme.fast', true);
// @ts-expect-error -- it is a boolean
new CommandInstrumentation(registered).telemetry.set('acme.fast', 'yes');
new CommandInstrumentation({
  name: 'acme',
  version: '1.0.0',
  attributes: { 'acme.fast': attribute.boolean('Whether it is fast.') },
}).telemetry.set('acme.fast', true);
// @ts-expect-error -- the version is required
void new CommandInstrumentation({ name: 'acme' });
// @ts-expect-error -- there is no installation id
void new CommandInstrumentation({ name: 'acme', version: '1.0.0', identity: 'stable' });
// @ts-expect-error -- there is no sender to wait for
void new CommandInstrumentation({ name: 'acme', version: '1.0.0', send: 'blocking' });
