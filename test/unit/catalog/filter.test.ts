import {
  SpanKind,
  SpanStatusCode,
  type Attributes,
  type AttributeValue,
  type Span,
} from '@opentelemetry/api';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import { expect } from 'chai';
import * as fc from 'fast-check';
import { attribute } from '../../../src/catalog/attribute.ts';
import { CATALOG } from '../../../src/catalog/catalog.ts';
import { filterSpans } from '../../../src/catalog/filter.ts';
import { serializeSpans } from '../../../src/span/serialize.ts';
import { isDeclaredByAcme, recordCommand, RESOURCE } from '../support/spans.ts';

const COMMAND: Attributes = {
  'cli.command': 'deploy',
  'cli.flags': ['dry-run', 'region'],
  'cli.outcome': 'failure',
  'process.exit.code': 3,
  'process.executable.name': 'acme',
  'error.type': 'DeployFailed',
};

function filter(spans: readonly ReadableSpan[], resource: Attributes = RESOURCE): ReadableSpan[] {
  return filterSpans({ spans, resource, isDeclared: isDeclaredByAcme, attributes: {} });
}

/** Puts a text everywhere that the API of OpenTelemetry has room for it. */
function smear(text: string): ReadableSpan[] {
  const attributes: Record<string, AttributeValue> = { [text]: text, 'process.command_line': text };
  for (const key of CATALOG.keys()) attributes[key] = text;
  const everywhere = (span: Span): void => {
    span.addEvent(text, { [text]: text });
    span.addLink({
      context: { ...span.spanContext(), spanId: '1'.repeat(16) },
      attributes: { [text]: text },
    });
    span.recordException(Object.assign(new Error(text), { name: text, code: text, stack: text }));
    span.setStatus({ code: SpanStatusCode.ERROR, message: text });
    span.setAttributes({ ...attributes, 'cli.flags': [text, 'dry-run'] });
  };
  return recordCommand(text, attributes, (command, startStep) => {
    everywhere(command);
    const step = startStep(text);
    everywhere(step);
    step.end();
  });
}

describe('filterSpans', () => {
  it('keeps what the catalog knows, unchanged', () => {
    const spans = filter(recordCommand('anything', COMMAND));
    expect(spans[0]?.attributes).to.deep.equal(COMMAND);
    expect(spans[0]?.resource.attributes).to.deep.equal(RESOURCE);
    expect(spans[0]?.droppedAttributesCount).to.equal(0);
  });

  it('keeps ids, parents, times and the status code', () => {
    const recorded = recordCommand('acme', COMMAND, (command, startStep) => {
      startStep('upload').end();
      command.setStatus({ code: SpanStatusCode.ERROR, message: 'secret' });
    });
    const spans = filter(recorded);
    const essence = (span: ReadableSpan): unknown => {
      const { startTime, endTime, duration, parentSpanContext } = span;
      const { traceId, spanId } = span.spanContext();
      return { startTime, endTime, duration, traceId, spanId, parent: parentSpanContext?.spanId };
    };
    expect(spans.map((span) => essence(span))).to.deep.equal(recorded.map((span) => essence(span)));
    expect(spans.map(({ status }) => status)).to.deep.equal([{ code: 0 }, { code: 2 }]);
    expect(spans.map(({ kind }) => kind)).to.deep.equal([SpanKind.INTERNAL, SpanKind.INTERNAL]);
  });

  it('lets no text through, wherever it stands', () => {
    const text = fc.stringMatching(/^[a-z]{4} [a-z/]{8} ?$/);
    fc.assert(
      fc.property(text, (secret) => {
        const spans = filterSpans({
          spans: smear(secret),
          resource: { [secret]: secret, 'service.name': secret, 'host.name': secret, 'os.type': secret },
          isDeclared: isDeclaredByAcme,
          attributes: {},
        });
        expect(spans).to.have.lengthOf(2);
        expect(serializeSpans(spans)).not.to.include(secret.trim()).and.not.include('secret-machine');
      }),
      { numRuns: 50 },
    );
  });

  it('lets nothing out of the resource that a provider found by itself', () => {
    const spans = filter(recordCommand('acme', COMMAND));
    expect(serializeSpans(spans)).not.to.include('host.name');
  });

  it('drops a list of flags as a whole when one of them was not declared', () => {
    const spans = filter(recordCommand('acme', { ...COMMAND, 'cli.flags': ['dry-run', 'my-secret'] }));
    expect(spans[0]?.attributes).not.to.have.property('cli.flags');
    expect(spans[0]?.droppedAttributesCount).to.equal(1);
  });

  it('lets attributes stand only in their own places', () => {
    const spans = recordCommand(
      'acme',
      { ...COMMAND, 'service.version': '1.2.3', 'cli.ci': 'gitlab' },
      (_, start) => {
        start('upload').setAttributes({ 'cli.command': 'deploy', 'cli.outcome': 'success' }).end();
      },
    );
    const [step, command] = filter(spans, { ...RESOURCE, 'cli.command': 'deploy' });
    expect(step?.attributes).to.deep.equal({ 'cli.outcome': 'success' });
    expect(command?.attributes).to.deep.equal(COMMAND);
    expect(command?.resource.attributes).to.deep.equal(RESOURCE);
  });

  it('counts what it dropped of each span, and of the resource on the command', () => {
    const spans = recordCommand('acme', { ...COMMAND, one: 1, two: 2 }, (_, startStep) => {
      startStep('upload').setAttribute('three', 3).end();
    });
    const [step, command] = filter(spans, { ...RESOURCE, four: 4 });
    expect(step?.droppedAttributesCount).to.equal(1);
    expect(command?.droppedAttributesCount).to.equal(3);
  });

  for (const [command, name] of [
    ['deploy', 'acme deploy'],
    ['(root)', 'acme'],
    ['(unknown)', 'acme (unknown)'],
    ['my-secret', 'acme'],
  ] as const) {
    it(`names the span of the command ${command} "${name}", whatever its own name`, () => {
      const spans = filter(recordCommand('acme my-secret', { ...COMMAND, 'cli.command': command }));
      expect(spans[0]?.name).to.equal(name);
    });
  }

  for (const [step, name] of [
    ['upload', 'upload'],
    ['(other)', '(other)'],
    ['my-secret', '(other)'],
    ['deploy', '(other)'],
    ['', '(other)'],
  ] as const) {
    it(`names the step "${step}" "${name}"`, () => {
      const spans = recordCommand('acme', COMMAND, (_, startStep) => startStep(step).end());
      expect(filter(spans)[0]?.name).to.equal(name);
    });
  }

  describe('of spans that no SDK of ours made', () => {
    const bare = {
      spanContext: () => ({ traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), traceFlags: 1 }),
      startTime: [1_798_761_600, 0],
      endTime: [1_798_761_601, 0],
    };
    const filterAny = (...spans: readonly unknown[]): ReadableSpan[] => filter(spans as ReadableSpan[]);

    it('keeps one that has ids and times and nothing more', () => {
      const [span] = filterAny(bare);
      expect(span).to.deep.include({ name: 'acme', attributes: {}, status: { code: 0 }, events: [] });
      expect(serializeSpans(span === undefined ? [] : [span])).to.include('"traceId":"aaaa');
    });

    const ids = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), traceFlags: 1 };
    for (const [title, part] of [
      ['a trace id of zeroes', { spanContext: () => ({ ...ids, traceId: '0'.repeat(32) }) }],
      ['a span id of zeroes', { spanContext: () => ({ ...ids, spanId: '0'.repeat(16) }) }],
      ['an id that only reads like one', { spanContext: () => ({ ...ids, spanId: [ids.spanId] }) }],
      ['a context that is null', { spanContext: () => null }],
      ['a parent of zeroes', { parentSpanContext: { spanId: '0'.repeat(16) } }],
      ['a time before 1970', { startTime: [-1, 0] }],
      ['a time after the year 2554', { endTime: [18_446_744_073, 709_551_616] }],
      ['a time that is no list', { endTime: 1_798_761_601_000 }],
      ['no context', { spanContext: undefined }],
    ] as const) {
      it(`leaves out one with ${title}, and keeps the others`, () => {
        expect(filterAny({ ...bare, ...part }, bare)).to.have.lengthOf(1);
      });
    }

    it('leaves out one that does not want to be read, and keeps the others', () => {
      const { proxy, revoke } = Proxy.revocable({}, {});
      revoke();
      const throws = Object.defineProperty({ ...bare }, 'status', {
        get: () => {
          throw new Error('trap');
        },
      });
      expect(filterAny(proxy, throws, bare)).to.have.lengthOf(1);
    });

    it('asks for ids once, so that none can be given that was not looked at', () => {
      let asked = 0;
      const spanContext = (): unknown => {
        asked += 1;
        return asked === 1 ? ids : { ...ids, traceId: 'my-secret' };
      };
      const [span] = filterAny({ ...bare, spanContext });
      expect([span?.spanContext(), span?.spanContext()]).to.deep.equal([ids, ids]);
    });

    it('takes no attribute for declared because every object has it', () => {
      const attributes = Object.fromEntries([
        ['constructor', 'x'],
        ['__proto__', 'x'],
        ['toString', 'x'],
      ]);
      const [span] = filterAny({ ...bare, attributes });
      expect(span?.attributes).to.deep.equal({});
      expect(span?.droppedAttributesCount).to.equal(3);
    });

    it('does not go through a list that is longer than memory', () => {
      const longest = (): unknown[] => Object.assign([], { length: 2 ** 32 - 1 });
      const attributes = { 'cli.flags': longest(), unknown: longest() };
      expect(filterAny({ ...bare, attributes })[0]?.droppedAttributesCount).to.equal(2);
    });

    it('does not read what has no place, and drops what cannot be read', () => {
      let looked = 0;
      const trap = {
        enumerable: true,
        get: (): never => {
          looked += 1;
          throw new Error('trap');
        },
      };
      const attributes = Object.defineProperties(
        {},
        { 'cli.command': trap, 'my.own': trap, 'os.type': trap },
      );
      expect(filterAny({ ...bare, attributes })[0]?.droppedAttributesCount).to.equal(3);
      expect(looked).to.equal(1);
    });

    it('counts no more than OTLP can count', () => {
      const [span] = filterAny({
        ...bare,
        droppedAttributesCount: 2 ** 40,
        droppedLinksCount: -1,
        events: { length: 'x' },
      });
      expect(span).to.include({
        droppedAttributesCount: 2 ** 32 - 1,
        droppedLinksCount: 0,
        droppedEventsCount: 0,
      });
    });
  });

  describe("of the host's own attributes", () => {
    const attributes = {
      'acme.template': attribute.oneOf(['python', 'node'], 'Why.'),
      'acme.retries': attribute.count(10, 'Why.', { on: 'step' }),
      'acme.project': attribute.hash('Why.', { on: 'resource' }),
    };
    const own = (given: Attributes): ReadableSpan[] =>
      filterSpans({
        spans: recordCommand('acme', { ...COMMAND, ...given }, (_, start) =>
          start('upload').setAttributes(given).end(),
        ),
        resource: { ...RESOURCE, ...given },
        isDeclared: isDeclaredByAcme,
        attributes,
        droppedBefore: 4,
      });

    it('keeps each in its own place, and counts the rest', () => {
      const good = { 'acme.template': 'node', 'acme.retries': 3, 'acme.project': 'a'.repeat(64) };
      const [step, command] = own(good);
      expect(step?.attributes).to.deep.equal({ 'acme.retries': 3 });
      expect(command?.attributes).to.deep.equal({ ...COMMAND, 'acme.template': 'node' });
      expect(command?.resource.attributes).to.deep.equal({ ...RESOURCE, 'acme.project': 'a'.repeat(64) });
      // Two of its own, two of the resource, and four that came before.
      expect([step?.droppedAttributesCount, command?.droppedAttributesCount]).to.deep.equal([2, 8]);
    });

    it('drops what is not of its type', () => {
      const wrong = {
        'acme.template': 'pyhton',
        'acme.retries': 11,
        'acme.project': 'git.example/ada/engine',
      };
      const [step, command] = own(wrong);
      expect(step?.attributes).to.deep.equal({});
      expect(command?.attributes).to.deep.equal(COMMAND);
      expect(command?.resource.attributes).to.deep.equal(RESOURCE);
    });
  });

  it('does not take over the trace state of anybody', () => {
    const spans = filter(recordCommand('acme', COMMAND));
    expect(spans[0]?.spanContext()).to.have.all.keys('traceId', 'spanId', 'traceFlags');
  });
});
