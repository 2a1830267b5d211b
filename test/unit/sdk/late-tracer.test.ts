import { ProxyTracerProvider, ROOT_CONTEXT } from '@opentelemetry/api';
import { TracerProvider, type ReadableSpan } from '@opentelemetry/sdk-trace';
import { expect } from 'chai';
import { createLateTracer, type LateTracer } from '../../../src/sdk/late-tracer.ts';

describe('createLateTracer', () => {
  let ended: ReadableSpan[];
  let errors: unknown[];
  let mayStart: boolean;

  beforeEach(() => {
    ended = [];
    errors = [];
    mayStart = true;
  });

  const create = (): LateTracer =>
    createLateTracer({ mayStart: () => mayStart, onError: (error) => errors.push(error) });
  const provider = (onStart: () => void = () => undefined): TracerProvider =>
    new TracerProvider({
      spanProcessors: [
        {
          onStart,
          onEnd: (span) => ended.push(span),
          forceFlush: () => Promise.resolve(),
          shutdown: () => Promise.resolve(),
        },
      ],
    });

  it('remembers what its first span is told until the SDK behind its provider is there', () => {
    const { tracer, offer } = create();
    const span = tracer.startSpan('first', { startTime: [1, 0], attributes: { early: true } }, ROOT_CONTEXT);
    span.setAttribute('before', 1).updateName('called');
    const proxy = new ProxyTracerProvider();
    offer(proxy);
    expect(span.isRecording()).to.equal(true);
    expect(span.spanContext().traceId).to.match(/^0+$/);
    expect(() => tracer.startSpan('step', {}, ROOT_CONTEXT)).to.throw('before the SDK was started');
    proxy.setDelegate(provider());
    expect(span.spanContext().traceId).to.not.match(/^0+$/);
    span.setAttributes({ after: 2 }).end([2, 0]);
    tracer.startSpan('step', {}, ROOT_CONTEXT).end();
    expect(ended.map(({ name }) => name)).to.deep.equal(['called', 'step']);
    expect(ended[0]?.attributes).to.deep.equal({ early: true, before: 1, after: 2 });
    expect([ended[0]?.startTime, ended[0]?.endTime]).to.deep.equal([
      [1, 0],
      [2, 0],
    ]);
  });

  it('starts nothing after a no, and forgets what it is told', () => {
    const { tracer, offer } = create();
    const span = tracer.startSpan('first', {}, ROOT_CONTEXT);
    mayStart = false;
    offer(provider());
    expect(span.isRecording()).to.equal(false);
    mayStart = true;
    span.setAttribute('late', 1).end();
    expect(span.isRecording()).to.equal(false);
    expect(ended).to.deep.equal([]);
  });

  it('survives a processor that throws, and one that asks for the span that it hears of', () => {
    const failing = create();
    const refused = failing.tracer.startSpan('first', {}, ROOT_CONTEXT);
    failing.offer(
      provider(() => {
        throw new Error('processor');
      }),
    );
    expect(refused.isRecording()).to.equal(false);
    expect(errors).to.have.lengthOf(1);

    const curious = create();
    const span = curious.tracer.startSpan('first', {}, ROOT_CONTEXT);
    curious.offer(provider(() => void span.setAttribute('heard', span.spanContext().spanId)));
    span.end();
    expect(ended[0]?.name).to.equal('first');
  });
});
