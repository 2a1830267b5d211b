import {
  diag,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  TraceFlags,
  type Attributes,
  type Span,
} from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  InMemorySpanExporter,
  SimpleSpanProcessor,
  TracerProvider,
  type ReadableSpan,
  type SpanProcessor,
} from '@opentelemetry/sdk-trace';
import { expect } from 'chai';
import * as fc from 'fast-check';
import { attribute } from '../../../src/catalog/attribute.ts';
import type { CatalogOptions } from '../../../src/sdk/catalog-options.ts';
import { CatalogSpanProcessor } from '../../../src/sdk/catalog-span-processor.ts';
import { serializeSpans } from '../../../src/span/serialize.ts';

const OPTIONS: CatalogOptions = {
  name: 'acme',
  commands: ['deploy function'],
  flags: ['force'],
  steps: ['upload'],
  errors: ['QuotaExceeded'],
  attributes: {
    'acme.template': attribute.oneOf(['python', 'node'], 'Which templates are worth keeping.'),
    'acme.retries': attribute.count(10, 'How reliable uploads are.', { on: 'step' }),
  },
};

const COMMAND: Attributes = {
  'cli.command': 'deploy function',
  'cli.flags': ['force'],
  'cli.outcome': 'failure',
  'error.type': 'QuotaExceeded',
  'process.exit.code': 3,
  'acme.template': 'python',
};

/** A host's own SDK with our processor in it. */
function createHost(resource = resourceFromAttributes({ 'service.name': 'acme' })) {
  const exporter = new InMemorySpanExporter();
  const processor = new CatalogSpanProcessor(new SimpleSpanProcessor({ exporter }), OPTIONS);
  const provider = new TracerProvider({ resource, spanProcessors: [processor] });
  const tracer = provider.getTracer('acme-own', '9.9.9', { schemaUrl: 'https://secret.example' });
  const start = (name: string, attributes: Attributes = {}, parent?: Span): Span =>
    tracer.startSpan(name, { attributes }, parent ? trace.setSpan(ROOT_CONTEXT, parent) : ROOT_CONTEXT);
  return { provider, start, exported: () => exporter.getFinishedSpans() };
}

/** Puts a text everywhere that the API of OpenTelemetry has room for it. */
function smear(span: Span, text: string): Span {
  span.setAttributes({ [text]: text, 'cli.command': text, 'acme.template': text, 'error.type': text });
  span.setAttributes({ 'cli.flags': ['force', text], 'url.full': `https://${text}/` });
  span.addEvent(text, { [text]: text });
  span.addLink({ context: { ...span.spanContext(), spanId: '1'.repeat(16) }, attributes: { [text]: text } });
  span.recordException(Object.assign(new Error(text), { name: text, code: text, stack: text }));
  return span.setStatus({ code: SpanStatusCode.ERROR, message: text }).updateName(text);
}

/** A processor that keeps what it is called with. */
function createSpy(behaviour: Partial<SpanProcessor> = {}): SpanProcessor & { readonly calls: string[] } {
  const calls: string[] = [];
  return {
    calls,
    onStart: () => void calls.push('start'),
    onEnding: () => void calls.push('ending'),
    onEnd: ({ name }) => void calls.push(`end ${name}`),
    forceFlush: async () => void calls.push('flush'),
    shutdown: async () => void calls.push('shutdown'),
    ...behaviour,
  };
}

describe('CatalogSpanProcessor', () => {
  it('hands on a command and its steps with what was declared', () => {
    const { start, exported } = createHost();
    const command = start('whatever', COMMAND);
    start('upload', { 'cli.outcome': 'success', 'acme.retries': 2 }, command).end();
    command.setStatus({ code: SpanStatusCode.ERROR }).end();
    const [step, span] = exported();
    expect([span?.name, span?.attributes]).to.deep.equal(['acme deploy function', COMMAND]);
    expect(span?.status).to.deep.equal({ code: SpanStatusCode.ERROR });
    expect(span?.droppedAttributesCount).to.equal(0);
    expect([step?.name, step?.attributes]).to.deep.equal([
      'upload',
      { 'cli.outcome': 'success', 'acme.retries': 2 },
    ]);
    expect(step?.parentSpanContext?.spanId).to.equal(command.spanContext().spanId);
    expect(step?.spanContext().traceId).to.equal(command.spanContext().traceId);
  });

  it('lets no text through, wherever it stands', () => {
    const text = fc.stringMatching(/^[a-z]{4} [a-z/]{8} ?$/);
    fc.assert(
      fc.property(text, (secret) => {
        const { start, exported } = createHost(
          resourceFromAttributes(
            { 'service.name': secret, 'os.type': secret, [secret]: secret, 'process.owner': secret },
            { schemaUrl: secret },
          ),
        );
        const command = smear(start(secret, { 'acme.retries': 2 }), secret);
        smear(start(secret, {}, command), secret).end();
        command.end();
        const sent = serializeSpans([...exported()]);
        expect(exported().map(({ name }) => name)).to.deep.equal(['(other)', 'acme']);
        expect(sent).not.to.include(secret.trim()).and.not.include('secret');
        expect(sent).not.to.include('acme-own');
      }),
      { numRuns: 50 },
    );
  });

  it('counts what it drops of a span', () => {
    const { start, exported } = createHost(resourceFromAttributes({ 'process.owner': 'ada' }));
    start('x', { ...COMMAND, 'url.full': 'secret', 'acme.retries': 2 }).end();
    expect(exported()[0]?.droppedAttributesCount).to.equal(2);
  });

  it('drops values that are not of their types', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        const { start, exported } = createHost();
        const span = start('x', { 'process.exit.code': 1 });
        span.setAttribute('acme.template', value);
        span.end();
        expect(exported()).to.have.lengthOf(1);
        const kept = exported()[0]?.attributes ?? {};
        expect(kept).to.deep.equal({
          'process.exit.code': 1,
          ...((value === 'python' || value === 'node') && { 'acme.template': value }),
        });
      }),
      { numRuns: 200 },
    );
  });

  it('takes a span whose parent is in another process for a command', () => {
    const { start, exported } = createHost();
    const parent = trace.wrapSpanContext({
      traceId: 'c'.repeat(32),
      spanId: 'a'.repeat(16),
      traceFlags: TraceFlags.SAMPLED,
      isRemote: true,
    });
    start('x', COMMAND, parent).end();
    const [span] = exported();
    expect([span?.name, span?.attributes['cli.command']]).to.deep.equal([
      'acme deploy function',
      'deploy function',
    ]);
    expect(span?.parentSpanContext).to.include({ spanId: 'a'.repeat(16), isRemote: true });
    expect(span?.spanContext().traceId).to.equal('c'.repeat(32));
  });

  it('makes every span an internal one of ours', () => {
    const exporter = new InMemorySpanExporter();
    const processor = new CatalogSpanProcessor(new SimpleSpanProcessor({ exporter }), OPTIONS);
    const provider = new TracerProvider({ spanProcessors: [processor] });
    provider.getTracer('http').startSpan('GET /', { kind: SpanKind.CLIENT }, ROOT_CONTEXT).end();
    const [span] = exporter.getFinishedSpans();
    expect([span?.kind, span?.instrumentationScope.name]).to.deep.equal([SpanKind.INTERNAL, 'commandspan']);
  });

  describe('resources', () => {
    it('are filtered, and one for all spans of one provider', () => {
      const { start, exported } = createHost(
        resourceFromAttributes({ 'service.name': 'acme', 'os.type': 'linux', 'host.name': 'ada-laptop' }),
      );
      for (let count = 0; count < 3; count += 1) start('x').end();
      const resources = new Set(exported().map(({ resource }) => resource));
      expect([...resources].map(({ attributes }) => attributes)).to.deep.equal([
        { 'service.name': 'acme', 'os.type': 'linux' },
      ]);
    });

    it('are called after the host where the SDK calls them after a path', () => {
      const { start, exported } = createHost(
        resourceFromAttributes({ 'service.name': 'unknown_service:/home/ada/node' }),
      );
      start('x').end();
      expect(exported()[0]?.resource.attributes).to.deep.equal({ 'service.name': 'acme' });
    });

    it('are waited for, without a word in the diagnostic log', async () => {
      const messages: unknown[] = [];
      const log = (...said: unknown[]): void => void messages.push(said);
      diag.setLogger({ error: log, warn: log, info: log, debug: log, verbose: log });
      try {
        const { promise, resolve } = Promise.withResolvers<string>();
        const owner = promise.then(() => 'ada');
        const { start, exported, provider } = createHost(
          resourceFromAttributes({ 'host.arch': promise, 'process.owner': owner }),
        );
        start('x').end();
        resolve('amd64');
        await provider.forceFlush();
        const [span] = exported();
        expect(span?.resource.attributes).to.deep.equal({ 'service.name': 'acme', 'host.arch': 'amd64' });
        expect(span?.resource.asyncAttributesPending).to.equal(false);
        expect(span?.resource.getRawAttributes()).to.deep.equal(
          Object.entries(span?.resource.attributes ?? {}),
        );
        const merged = span?.resource.merge(resourceFromAttributes({ 'os.type': 'linux' }));
        expect(merged?.attributes).to.deep.equal({ ...span?.resource.attributes, 'os.type': 'linux' });
        expect(messages).to.deep.equal([]);
      } finally {
        diag.disable();
      }
    });
  });

  it('lets the wrapped processor hear of ends, flushes and the shutdown only', async () => {
    const spy = createSpy();
    const provider = new TracerProvider({ spanProcessors: [new CatalogSpanProcessor(spy, OPTIONS)] });
    provider.getTracer('x').startSpan('x', {}, ROOT_CONTEXT).end();
    await provider.forceFlush();
    await provider.shutdown();
    expect(spy.calls).to.deep.equal(['end acme', 'flush', 'shutdown']);
  });

  it('drops a span that it cannot filter, and throws nothing', () => {
    const spy = createSpy();
    const processor = new CatalogSpanProcessor(spy, OPTIONS);
    const hostile = {
      get attributes() {
        throw new Error('secret');
      },
    };
    for (const span of [{}, [], hostile, undefined, null, 'span']) processor.onEnd(span as object);
    expect(spy.calls).to.deep.equal([]);
  });

  it("keeps the wrapped processor's errors from the end of the host's span", () => {
    const failing = createSpy({
      onEnd: () => {
        throw new Error('full');
      },
    });
    const provider = new TracerProvider({ spanProcessors: [new CatalogSpanProcessor(failing, OPTIONS)] });
    provider.getTracer('x').startSpan('x', {}, ROOT_CONTEXT).end();
  });

  it('settles as the wrapped processor does', async () => {
    const rejecting = createSpy({
      forceFlush: () => Promise.reject(new Error('no flush')),
      shutdown: () => {
        throw new Error('no shutdown');
      },
    });
    const processor = new CatalogSpanProcessor(rejecting, OPTIONS);
    const outcomes = await Promise.allSettled([processor.forceFlush(), processor.shutdown()]);
    expect(outcomes.map((outcome) => 'reason' in outcome && String(outcome.reason))).to.deep.equal([
      'Error: no flush',
      'Error: no shutdown',
    ]);
  });

  describe('wrong options', () => {
    const good = createSpy();
    for (const [what, next, options, message] of [
      ['no processor', undefined, OPTIONS, /"next": expected a span processor.*got undefined/],
      ['an exporter', new InMemorySpanExporter(), OPTIONS, /"next": expected a span processor/],
      ['no options', good, undefined, /"options": expected an object/],
      ['no name', good, {}, /"name": expected a name/],
      ['a misspelt option', good, { name: 'acme', command: [] }, /unknown key "command"/],
      [
        'an option of registerTelemetry alone',
        good,
        { name: 'acme', endpoint: 'x' },
        /unknown key "endpoint"/,
      ],
      ['a command with a path', good, { name: 'acme', commands: ['/home/ada me?'] }, /"commands\[0\]"/],
      ['an attribute that nothing made', good, { name: 'acme', attributes: { 'acme.x': {} } }, /"attributes/],
    ] as const) {
      it(`throw a TypeError: ${what}`, () => {
        expect(() => new CatalogSpanProcessor(next as SpanProcessor, options as CatalogOptions)).to.throw(
          TypeError,
          message,
        );
      });
    }
  });

  it('hands on plain data that later changes do not reach', () => {
    const taken: ReadableSpan[] = [];
    const processor = new CatalogSpanProcessor(
      createSpy({ onEnd: (span) => void taken.push(span) }),
      OPTIONS,
    );
    const provider = new TracerProvider({ spanProcessors: [processor] });
    const span = provider.getTracer('x').startSpan('x', {}, ROOT_CONTEXT);
    span.setAttribute('cli.flags', ['force']).end();
    const { attributes } = span as unknown as ReadableSpan;
    (attributes['cli.flags'] as string[]).push('secret');
    attributes['secret'] = 'secret';
    expect(taken[0]?.attributes).to.deep.equal({ 'cli.flags': ['force'] });
  });
});
