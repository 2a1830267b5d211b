import { ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { TracerProvider, type ReadableSpan } from '@opentelemetry/sdk-trace';
import { expect } from 'chai';
import { attribute } from '../../../src/catalog/attribute.ts';
import { createContext, spanOf } from '../../../src/span/context.ts';
import { bothRuns } from '../../../src/tracing/both-runs.ts';
import { createTracedRun } from '../../../src/tracing/traced-run.ts';
import type { TracedRun, TracedRunInput } from '../../../src/host/traced-run.ts';

const HOST = {
  name: 'acme',
  declared: { command: ['deploy'], flag: ['force'], step: ['collect', 'upload'], error: [] },
  attributes: {
    'acme.template': attribute.oneOf(['python', 'node'], 'Which are worth keeping.'),
    'acme.where': attribute.oneOf(['cloud'], 'Where.', { on: 'resource' }),
    'acme.files': attribute.bucket([0, 10, 100], 'How large.', { on: 'step' }),
  },
} as const;

describe('createTracedRun', () => {
  let ended: ReadableSpan[];
  let runs: TracedRun[];

  beforeEach(() => {
    ended = [];
    runs = [];
  });

  afterEach(() => {
    // Their listeners are this process's.
    for (const { run } of runs) run.discard();
  });

  const start = (input: Partial<TracedRunInput> = {}): TracedRun => {
    const provider = new TracerProvider({
      spanProcessors: [
        {
          onStart: () => undefined,
          onEnd: (span) => ended.push(span),
          forceFlush: () => Promise.resolve(),
          shutdown: () => Promise.resolve(),
        },
      ],
    });
    const made = createTracedRun({
      tracer: provider.getTracer('acme'),
      host: HOST,
      env: {},
      parent: createContext(),
      onError: (error) => {
        throw error;
      },
      say: () => undefined,
      ...input,
    });
    runs.push(made);
    return made;
  };

  it('makes a span of the command by the rules of usage telemetry', () => {
    const { run, end } = start();
    run.setCommand('deploy', ['force', 'secret']);
    run.set('acme.template', 'python');
    run.set('acme.where', 'cloud');
    run.set('acme.template', 'secret');
    run.recordError(new RangeError('secret'));
    end(3);
    expect(ended).to.have.lengthOf(1);
    const [span] = ended;
    expect(span?.name).to.equal('acme deploy');
    expect(span?.kind).to.equal(0);
    expect(span?.status).to.deep.equal({ code: 2 });
    expect(span?.events).to.deep.equal([]);
    expect(span?.parentSpanContext).to.equal(undefined);
    expect(span?.attributes).to.deep.equal({
      'process.executable.name': 'acme',
      'cli.command': 'deploy',
      'cli.flags': ['force'],
      'cli.outcome': 'failure',
      'process.exit.code': 3,
      'error.type': 'RangeError',
      'acme.template': 'python',
      'acme.where': 'cloud',
    });
  });

  it('begins with the process and ends when it is told to', () => {
    const before = Date.now();
    start().end(0);
    const [seconds = 0, nanos = 0] = ended[0]?.startTime ?? [];
    expect(seconds * 1000 + nanos / 1e6).to.be.closeTo(before - process.uptime() * 1000, 500);
    const [endSeconds = 0, endNanos = 0] = ended[0]?.endTime ?? [];
    expect(endSeconds * 1000 + endNanos / 1e6).to.be.closeTo(before, 500);
  });

  it('nests steps below the command and names them as declared', async () => {
    const { run, end, context } = start();
    const result = await run.step('collect', async () => {
      run.set('acme.files', 12);
      await Promise.resolve();
      return run.step('secret', () => 7);
    });
    expect(result).to.equal(7);
    expect(ended.map(({ name }) => name)).to.deep.equal(['(other)', 'collect']);
    end(0);
    const [inner, outer, command] = ended;
    expect(outer?.attributes).to.deep.equal({ 'acme.files': 10, 'cli.outcome': 'success' });
    expect(inner?.parentSpanContext?.spanId).to.equal(outer?.spanContext().spanId);
    expect(outer?.parentSpanContext?.spanId).to.equal(command?.spanContext().spanId);
    expect(spanOf(context)?.spanContext()).to.deep.equal(command?.spanContext());
  });

  it('is a child of what it is given', () => {
    const spanContext = { traceId: '1'.repeat(32), spanId: '2'.repeat(16), traceFlags: 1, isRemote: true };
    start({ parent: trace.setSpanContext(ROOT_CONTEXT, spanContext) }).end(0);
    expect(ended[0]?.parentSpanContext?.spanId).to.equal(spanContext.spanId);
    expect(ended[0]?.spanContext().traceId).to.equal(spanContext.traceId);
  });

  it('exports nothing of a run to which a no came before its end', () => {
    let isGranted = true;
    const consent = { mayStart: () => isGranted, mayExport: () => isGranted };
    const { run, end } = start({ consent });
    run.step('collect', () => undefined);
    isGranted = false;
    expect(run.step('upload', () => 'done')).to.equal('done');
    end(0);
    expect(ended).to.deep.equal([]);
  });

  it('ends its steps at the end where consent is asked, with the times that they had', () => {
    const { run, end } = start({ consent: { mayStart: () => true, mayExport: () => true } });
    run.step('collect', () => undefined);
    expect(ended).to.deep.equal([]);
    end(0);
    const [step, command] = ended;
    expect([step?.name, command?.name]).to.deep.equal(['collect', 'acme (unknown)']);
    expect(step?.endTime).to.not.deep.equal(command?.endTime);
  });

  it('keeps the errors of a span processor from the work of a step', async () => {
    const errors: unknown[] = [];
    const { run, end } = start({ onError: (error) => errors.push(error) });
    ended.push = () => {
      throw new Error('processor');
    };
    expect(await run.step('collect', () => Promise.resolve(7))).to.equal(7);
    expect(() => run.step('collect', () => void 0)).to.not.throw();
    expect(errors).to.have.lengthOf(2);
    expect(() => end(0)).to.throw('processor');
  });
});

describe('bothRuns', () => {
  it('calls work once, and gives both what they are told', async () => {
    const seen: ReadableSpan[] = [];
    const makeOne = (): TracedRun => {
      const processor = {
        onStart: () => undefined,
        onEnd: (span: ReadableSpan) => seen.push(span),
        forceFlush: () => Promise.resolve(),
        shutdown: () => Promise.resolve(),
      };
      const tracer = new TracerProvider({ spanProcessors: [processor] }).getTracer('acme');
      const parent = createContext();
      return createTracedRun({
        tracer,
        host: HOST,
        env: {},
        parent,
        onError: () => void 0,
        say: () => void 0,
      });
    };
    const made = [makeOne(), makeOne()] as const;
    const both = bothRuns(made[0].run, made[1].run);
    const calls: string[] = [];
    both.declare('flag', new Set(['fast']).values());
    both.setCommand('deploy', ['fast']);
    both.set('acme.template', () => {
      calls.push('set');
      return 'node';
    });
    const thrown = new TypeError('secret');
    const failing = both.step('upload', () => {
      calls.push('step');
      return Promise.reject(thrown);
    });
    expect(
      await failing.then(
        () => undefined,
        (error: unknown) => error,
      ),
    ).to.equal(thrown);
    const result = {};
    expect(both.step('collect', () => result)).to.equal(result);
    both.recordError(thrown);
    for (const { end } of made) end(1);
    both.discard();
    expect(calls).to.deep.equal(['set', 'step']);
    const describeSpan = ({ name, attributes }: ReadableSpan): unknown => ({ name, attributes });
    const commands = seen.filter(({ name }) => name === 'acme deploy').map(describeSpan);
    expect(commands).to.have.lengthOf(2);
    expect(commands[0]).to.deep.equal(commands[1]);
    expect(commands[0]).to.have.deep.nested.property('attributes.cli\\.flags', ['fast']);
    expect(seen.map(({ name }) => name)).to.have.members([
      'upload',
      'upload',
      'collect',
      'collect',
      'acme deploy',
      'acme deploy',
    ]);
  });
});
