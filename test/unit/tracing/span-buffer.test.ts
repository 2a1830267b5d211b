import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import { expect } from 'chai';
import { createSpanBuffer, type SpanBuffer } from '../../../src/tracing/span-buffer.ts';

const span = (name: number, traceFlags = 1): ReadableSpan =>
  ({ name: String(name), spanContext: () => ({ traceFlags }) }) as unknown as ReadableSpan;
const namesOf = (spans: readonly ReadableSpan[]): number[] => spans.map(({ name }) => Number(name));

describe('createSpanBuffer', () => {
  let sent: number[][];
  let settle: ((hasArrived: boolean) => void)[];
  let buffer: SpanBuffer;
  let ended: number;

  beforeEach(() => {
    sent = [];
    settle = [];
    ended = 0;
    buffer = createSpanBuffer(
      (spans, onDone) => {
        sent.push(namesOf(spans));
        settle.push(onDone);
      },
      () => {
        ended += 1;
      },
    );
  });
  const end = (from: number, to: number): void => {
    for (let name = from; name < to; name += 1) buffer.onEnd(span(name));
  };

  it('keeps what was sampled until it is taken', () => {
    end(0, 3);
    buffer.onEnd(span(9, 0));
    expect([ended, namesOf(buffer.take()), namesOf(buffer.take()), sent]).to.deep.equal([
      3,
      [0, 1, 2],
      [],
      [],
    ]);
  });

  it('sends one batch at a time', () => {
    end(0, 1500);
    expect(sent.map((batch) => batch.length)).to.deep.equal([512]);
    settle[0]?.(true);
    end(1500, 1501);
    expect(sent.map((batch) => [batch[0], batch.length])).to.deep.equal([
      [0, 512],
      [512, 512],
    ]);
    settle[1]?.(true);
    expect(namesOf(buffer.take()).length).to.equal(1501 - 1024);
  });

  it('keeps what did not arrive, and what is on its way at the end', () => {
    end(0, 600);
    settle[0]?.(false);
    expect(namesOf(buffer.take())[0]).to.equal(0);
    end(0, 600);
    expect(namesOf(buffer.take()).length).to.equal(600);
    settle[1]?.(false);
    expect(namesOf(buffer.take())).to.deep.equal([]);
  });

  it('lets the oldest go when there are too many', () => {
    end(0, 4000);
    const kept = namesOf(buffer.take());
    expect([kept.length, kept.at(0), kept.at(-1)]).to.deep.equal([512 + 2048, 0, 3999]);
  });

  it('survives a sender that throws', () => {
    const broken = createSpanBuffer(
      () => {
        throw new Error('secret');
      },
      () => undefined,
    );
    for (let name = 0; name < 600; name += 1) broken.onEnd(span(name));
    expect(namesOf(broken.take()).length).to.equal(600);
  });
});
