import { ROOT_CONTEXT, trace, type Attributes, type HrTime, type Span } from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  InMemorySpanExporter,
  SimpleSpanProcessor,
  TracerProvider,
  type ReadableSpan,
} from '@opentelemetry/sdk-trace';
import type { IsDeclared } from '../../../src/catalog/attribute-type.ts';

/** 2027-01-01, as the SDK counts. */
const START: HrTime = [1_798_761_600, 0];

/** The resource of a host called acme. */
export const RESOURCE: Attributes = {
  'service.name': 'acme',
  'service.version': '1.2.3',
  'telemetry.sdk.language': 'nodejs',
};

const DECLARED: Readonly<Record<string, readonly string[]>> = {
  host: ['acme'],
  command: ['deploy', '(root)', '(unknown)', '(other)'],
  flag: ['dry-run', 'region'],
  step: ['upload'],
  error: ['DeployFailed', 'ENOENT', '_OTHER'],
};

/** What a host called acme declared. */
export const isDeclaredByAcme: IsDeclared = (kind, name) => DECLARED[kind]?.includes(name) ?? false;

/** Records a command, and what it does in between, with the real SDK; its steps come first. */
export function recordCommand(
  name: string,
  attributes: Attributes,
  meanwhile: (command: Span, startStep: (step: string) => Span) => void = () => undefined,
): ReadableSpan[] {
  const exporter = new InMemorySpanExporter();
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ ...RESOURCE, 'host.name': 'secret-machine' }),
    spanProcessors: [new SimpleSpanProcessor({ exporter })],
  });
  const tracer = provider.getTracer('commandspan', '0.1.0');
  const command = tracer.startSpan(name, { attributes, startTime: START }, ROOT_CONTEXT);
  meanwhile(command, (step) => tracer.startSpan(step, {}, trace.setSpan(ROOT_CONTEXT, command)));
  command.end([START[0] + 2, 500_000_000]);
  return exporter.getFinishedSpans();
}
