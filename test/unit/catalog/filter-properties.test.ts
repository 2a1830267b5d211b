import { ROOT_CONTEXT, trace, type Attributes, type SpanStatus } from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  InMemorySpanExporter,
  SimpleSpanProcessor,
  TracerProvider,
  type ReadableSpan,
} from '@opentelemetry/sdk-trace';
import { expect } from 'chai';
import * as fc from 'fast-check';
import { CATALOG } from '../../../src/catalog/catalog.ts';
import { filterSpans } from '../../../src/catalog/filter.ts';
import { decodeJson } from '../../../src/collector/decode-json.ts';
import { REQUEST_HEAD, REQUEST_TAIL } from '../../../src/span/request.ts';
import { serializeSpans } from '../../../src/span/serialize.ts';
import { createDeclarations } from '../../../src/recorder/declarations.ts';
import { complaintsAbout, RECORDED, type World } from './recorded-oracle.ts';
import { attributesOf, spans, worlds, type Make } from './span-arbitraries.ts';

interface Given {
  readonly spans: readonly ReadableSpan[];
  readonly resource: Attributes;
  readonly world: World;
}

const givens: fc.Arbitrary<Make<Given>> = fc
  .tuple(fc.array(spans, { minLength: 1, maxLength: 3 }), attributesOf, worlds)
  .map(([makes, makeResource, world]) => () => ({
    spans: makes.map((make) => make()),
    resource: makeResource() as Attributes,
    world,
  }));

/** Sends spans the way that leads to the disk; `undefined` when none of them may be recorded. */
function recordOf({ spans: made, resource, world }: Given): string | undefined {
  const { names, attributes } = world;
  const declared = { command: names.command, flag: names.flag, step: names.step, error: names.error };
  const isDeclared = createDeclarations({ name: 'acme', declared }).has;
  const filtered = filterSpans({ spans: made, resource, isDeclared, attributes });
  return filtered.length === 0 ? undefined : serializeSpans(filtered);
}

function expectGood(record: string | undefined, world: World): void {
  if (record === undefined) return;
  expect(complaintsAbout(record, world)).to.deep.equal([]);
  const body = Buffer.from(REQUEST_HEAD + record + REQUEST_TAIL);
  expect(decodeJson(body)).to.have.length.greaterThan(0);
}

describe('what is recorded of any spans', () => {
  it('holds no byte that the pages do not promise, whatever the spans are', function () {
    this.timeout(60_000);
    let recorded = 0;
    fc.assert(
      fc.property(givens, (make) => {
        const given = make();
        const record = recordOf(given);
        expectGood(record, given.world);
        if (record !== undefined) recorded += 1;
      }),
      { numRuns: 1500 },
    );
    // Spans of which none comes through would prove nothing.
    expect(recorded).to.be.greaterThan(300);
  });

  it('holds no byte that the pages do not promise, whatever is done with the spans of the SDK', function () {
    this.timeout(60_000);
    const doings = fc.record({
      name: fc.string(),
      attributes: attributesOf,
      status: fc.record({ code: fc.constantFrom(0, 1, 2), message: fc.string() }),
      resource: attributesOf,
      scope: fc.tuple(fc.string(), fc.string()),
    });
    fc.assert(
      fc.property(doings, doings, worlds, (one, other, world) => {
        const made = recordWithSdk(one, other);
        const record = recordOf({ spans: made, resource: one.resource() as Attributes, world });
        expect(record).to.be.a('string');
        expectGood(record, world);
      }),
      { numRuns: 300 },
    );
  });
});

interface Doing {
  readonly name: string;
  readonly attributes: Make;
  readonly status: SpanStatus;
  readonly scope: readonly [string, string];
}

/** A command with a step, an event and a link of anything; what the SDK itself does not take is left out. */
function recordWithSdk(one: Doing, other: Doing): ReadableSpan[] {
  const exporter = new InMemorySpanExporter();
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'host.name': one.name }),
    spanProcessors: [new SimpleSpanProcessor({ exporter })],
  });
  const tracer = provider.getTracer(...one.scope);
  const command = tracer.startSpan(one.name, {}, ROOT_CONTEXT);
  const step = tracer.startSpan(other.name, {}, trace.setSpan(ROOT_CONTEXT, command));
  for (const [span, { name, attributes, status }] of [
    [command, one],
    [step, other],
  ] as const) {
    const made = attributes() as Attributes;
    attempt(() => span.setAttributes(made));
    attempt(() => span.addEvent(name, made));
    attempt(() => span.addLink({ context: command.spanContext(), attributes: made }));
    attempt(() => span.recordException({ name, message: name, stack: name }));
    span.setStatus(status);
  }
  step.end();
  command.end();
  return exporter.getFinishedSpans();
}

function attempt(work: () => unknown): void {
  try {
    work();
  } catch {
    // The SDK does not read every object.
  }
}

describe('docs/recorded.md', () => {
  it('has every attribute of the catalog in its places, and no other', () => {
    for (const place of ['resource', 'span', 'step'] as const) {
      const here = [...CATALOG].filter(([, { on }]) => on.includes(place)).map(([key]) => key);
      expect(Object.keys(RECORDED[place]), place).to.have.members(here);
    }
  });
});
