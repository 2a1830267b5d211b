import { context, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { expect } from 'chai';
import * as fc from 'fast-check';
import { createPrivateTracer } from '../../../src/span/private-tracer.ts';
import { monotonicNow, toHrTime } from '../../../src/span/time.ts';

describe('createPrivateTracer', () => {
  it('collects the spans that end, without registering anything', () => {
    const { tracer, ended } = createPrivateTracer({
      resource: { 'service.name': 'acme' },
      isGranted: () => true,
    });
    tracer.startSpan('acme', {}, ROOT_CONTEXT).end();
    expect(ended.map(({ name, resource }) => [name, resource.attributes['service.name']])).to.deep.equal([
      ['acme', 'acme'],
    ]);
    expect(trace.getActiveSpan()).to.equal(undefined);
    expect(trace.getTracer('other').startSpan('x').isRecording()).to.equal(false);
    expect(context.active()).to.equal(ROOT_CONTEXT);
  });

  it('records nothing without consent', () => {
    const { tracer, ended } = createPrivateTracer({ resource: {}, isGranted: () => false });
    const span = tracer.startSpan('acme', {}, ROOT_CONTEXT);
    span.end();
    expect(span.isRecording()).to.equal(false);
    expect(ended).to.deep.equal([]);
  });

  for (const [name, value] of [
    ['OTEL_TRACES_SAMPLER', 'always_off'],
    ['OTEL_RESOURCE_ATTRIBUTES', 'user.name=ada'],
    ['OTEL_SERVICE_NAME', 'secret'],
    ['OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT', '1'],
    ['OTEL_SDK_DISABLED', 'true'],
  ] as const) {
    it(`is not steered by ${name}`, () => {
      process.env[name] = value;
      try {
        const { tracer, ended } = createPrivateTracer({
          resource: { 'service.name': 'acme' },
          isGranted: () => true,
        });
        tracer.startSpan('acme', { attributes: { one: 1, two: 2 } }, ROOT_CONTEXT).end();
        expect(ended[0]?.attributes).to.deep.equal({ one: 1, two: 2 });
        expect(ended[0]?.resource.attributes).to.deep.equal({ 'service.name': 'acme' });
      } finally {
        Reflect.deleteProperty(process.env, name);
      }
    });
  }
});

describe('toHrTime', () => {
  it('splits milliseconds into seconds and nanoseconds that are whole and in range', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 4e12, noNaN: true }), (ms) => {
        const [seconds, nanos] = toHrTime(ms);
        expect(Number.isSafeInteger(seconds) && Number.isSafeInteger(nanos)).to.equal(true);
        expect(nanos).to.be.within(0, 999_999_999);
        expect(seconds * 1000 + nanos / 1e6).to.be.closeTo(ms, 0.001);
      }),
    );
  });

  for (const ms of [-1, -1e300, 1e300, 253_402_300_799_000]) {
    it(`gives a time that OTLP has room for, whatever a clock says: ${ms}`, () => {
      const [seconds, nanos] = toHrTime(ms);
      const sum = BigInt(seconds) * 1_000_000_000n + BigInt(nanos);
      expect(sum >= 0n && sum < 2n ** 64n).to.equal(true);
    });
  }
});

describe('monotonicNow', () => {
  it('does not follow a step of the system clock', () => {
    expect(monotonicNow()[0] * 1000).to.be.closeTo(Date.now(), 60_000);
    const { now } = Date;
    const [before] = monotonicNow();
    Date.now = () => now() + 3_600_000;
    try {
      expect(monotonicNow()[0] - before).to.be.within(0, 60);
    } finally {
      Date.now = now;
    }
  });
});
