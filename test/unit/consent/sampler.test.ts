import { ROOT_CONTEXT, trace } from '@opentelemetry/api';
import {
  InMemorySpanExporter,
  SimpleSpanProcessor,
  TracerProvider,
  type ReadableSpan,
  type Sampler,
} from '@opentelemetry/sdk-trace';
import { expect } from 'chai';
import { ConsentSampler } from '../../../src/consent/sampler.ts';

/** Fails to compile, not to run, once the sampler does not fit the SDK's interface any more. */
const asSdkSampler: Sampler = new ConsentSampler(() => true);

function record(isGranted: () => boolean, names: readonly string[]): ReadableSpan[] {
  const exporter = new InMemorySpanExporter();
  const provider = new TracerProvider({
    sampler: new ConsentSampler(isGranted),
    spanProcessors: [new SimpleSpanProcessor({ exporter })],
  });
  const tracer = provider.getTracer('test');
  for (const name of names) tracer.startSpan(name, {}, ROOT_CONTEXT).end();
  return exporter.getFinishedSpans();
}

describe('ConsentSampler', () => {
  it('records and samples where consent is given', () => {
    const [span] = record(() => true, ['acme']);
    expect(span?.name).to.equal('acme');
    expect(span?.spanContext().traceFlags).to.equal(1);
  });

  it('drops everything without consent', () => {
    expect(record(() => false, ['acme', 'acme deploy'])).to.deep.equal([]);
  });

  it('drops where asking throws', () => {
    const ask = (): boolean => {
      throw new Error('no disk');
    };
    expect(record(ask, ['acme'])).to.deep.equal([]);
  });

  it('asks at each span start, so that a no during a run acts at once', () => {
    const answers = [true, false, true];
    const spans = record(() => answers.shift() ?? false, ['first', 'second', 'third', 'fourth']);
    expect(spans.map(({ name }) => name)).to.deep.equal(['first', 'third']);
  });

  it('drops a child of a recorded span once the no has come', () => {
    let granted = true;
    const exporter = new InMemorySpanExporter();
    const provider = new TracerProvider({
      sampler: new ConsentSampler(() => granted),
      spanProcessors: [new SimpleSpanProcessor({ exporter })],
    });
    const tracer = provider.getTracer('test');
    const command = tracer.startSpan('command', {}, ROOT_CONTEXT);
    granted = false;
    tracer.startSpan('step', {}, trace.setSpan(ROOT_CONTEXT, command)).end();
    expect(exporter.getFinishedSpans()).to.deep.equal([]);
  });

  it('describes itself as the specification asks', () => {
    expect(String(asSdkSampler)).to.equal('ConsentSampler');
  });
});
