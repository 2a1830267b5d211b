import { expect } from 'chai';
import * as fc from 'fast-check';

import { decodeJson } from '../../../src/collector/decode-json.ts';
import { DecodeError } from '../../../src/collector/shape.ts';
import type { ReceivedSpan } from '../../../src/collector/spans.ts';
import { makeOtlpSpan, makeRequest, recordSpans, serializeJson } from './support.ts';

function decode(value: unknown): ReceivedSpan[] {
  return decodeJson(Buffer.from(JSON.stringify(value)));
}

function decodeAttribute(value: unknown): unknown {
  const [span] = decode(makeRequest(makeOtlpSpan({ attributes: [{ key: 'a', value }] })));
  return span?.attributes.a;
}

function nest(levels: number): unknown {
  return levels === 0 ? { stringValue: 'x' } : { arrayValue: { values: [nest(levels - 1)] } };
}

const VALUES: readonly (readonly [name: string, value: unknown, decoded: unknown])[] = [
  ['a string', { stringValue: 'x' }, 'x'],
  ['a boolean', { boolValue: false }, false],
  ['an integer given as a number', { intValue: 7 }, 7],
  ['an integer given as text', { intValue: '-7' }, -7],
  ['the largest integer, which stays text', { intValue: '9223372036854775807' }, '9223372036854775807'],
  ['the smallest integer, which stays text', { intValue: '-9223372036854775808' }, '-9223372036854775808'],
  ['a double', { doubleValue: 0.5 }, 0.5],
  ['NaN as proto3 JSON writes it', { doubleValue: 'NaN' }, 'NaN'],
  ['a list', { arrayValue: { values: [{ intValue: 1 }, {}] } }, [1, null]],
  ['an empty list', { arrayValue: {} }, []],
  ['a map', { kvlistValue: { values: [{ key: 'k', value: { boolValue: true } }] } }, { k: true }],
  ['bytes', { bytesValue: 'AQI=' }, 'AQI='],
  ['an empty value', {}, null],
  ['a missing value', undefined, null],
  ['the deepest nesting', nest(32), JSON.parse(`${'['.repeat(32)}"x"${']'.repeat(32)}`)],
];

const WRONG_VALUES: readonly (readonly [name: string, value: unknown, message: string])[] = [
  ['a fraction as integer', { intValue: 1.5 }, 'intValue: expected an integer'],
  ['words as integer', { intValue: 'many' }, 'intValue: expected an integer'],
  ['an integer beyond 64 bits', { intValue: '9223372036854775808' }, '64 bits'],
  ['endless digits', { intValue: '1'.repeat(100_000) }, 'intValue: expected an integer'],
  ['the null that JSON.stringify makes of NaN', { doubleValue: null }, 'doubleValue: expected a number'],
  ['a number as boolean', { boolValue: 1 }, 'boolValue: expected a boolean'],
  ['a number as string', { stringValue: 1 }, 'stringValue: expected a string'],
  ['a bare value', 'x', 'attributes[0].value: expected an object'],
  ['a nesting too deep', nest(33), 'nested too deeply'],
];

const WRONG_SHAPES: readonly (readonly [name: string, body: unknown, message: string])[] = [
  ['a list', [], 'body: expected an object'],
  ['null', null, 'body: expected an object'],
  ['a string of resource spans', { resourceSpans: 'x' }, 'resourceSpans: expected an array'],
  ['a null among resource spans', { resourceSpans: [null] }, 'resourceSpans[0]: expected an object'],
  [
    'a missing trace id',
    makeRequest({ spanId: '0'.repeat(15) + '1' }),
    'spans[0].traceId: expected 32 hex digits',
  ],
  ['a short trace id', makeRequest(makeOtlpSpan({ traceId: 'abc' })), 'traceId: expected 32 hex digits'],
  [
    'a base64 trace id',
    makeRequest(makeOtlpSpan({ traceId: `${'A'.repeat(30)}==` })),
    'traceId: expected 32 hex digits',
  ],
  [
    'a span id of zeroes',
    makeRequest(makeOtlpSpan({ spanId: '0'.repeat(16) })),
    'spanId: expected 16 hex digits',
  ],
  [
    'a wrong parent',
    makeRequest(makeOtlpSpan({ parentSpanId: 'x' })),
    'parentSpanId: expected 16 hex digits',
  ],
  ['an enum by name', makeRequest(makeOtlpSpan({ kind: 'SPAN_KIND_INTERNAL' })), 'kind: expected an integer'],
  [
    'a negative time',
    makeRequest(makeOtlpSpan({ endTimeUnixNano: -1 })),
    'endTimeUnixNano: expected nanoseconds',
  ],
  ['a time as ISO text', makeRequest(makeOtlpSpan({ startTimeUnixNano: '2027-01-02' })), 'startTimeUnixNano'],
];

describe('decodeJson', () => {
  it('decodes what the real serializer writes', () => {
    const recorded = recordSpans();
    const spans = decodeJson(serializeJson(recorded));
    expect(spans.map(({ name }) => name)).to.deep.equal(['upload', 'acme deploy function']);
    const [step, command] = spans;
    expect(command).to.deep.include({
      traceId: recorded[1]?.spanContext().traceId,
      spanId: recorded[1]?.spanContext().spanId,
      parentSpanId: undefined,
      kind: 1,
      status: { code: 2, message: 'why' },
      resource: { 'service.name': 'acme', 'service.version': '1.2.0' },
      scope: { name: 'commandspan', version: '0.1.0' },
    });
    expect(command?.attributes).to.deep.equal({ ...recorded[1]?.attributes });
    expect(step).to.deep.include({ parentSpanId: command?.spanId, kind: 3 });
  });

  it('takes ids in either case, times as number or text, and fields it does not know', () => {
    const fields = {
      startTimeUnixNano: '1798859045678000123',
      endTimeUnixNano: 5000,
      parentSpanId: '',
      newField: { a: [1] },
    };
    const [span] = decode({ ...makeRequest(makeOtlpSpan(fields)), more: 1 });
    expect(span).to.deep.include({
      traceId: '0af7651916cd43dd8448eb211c80319c',
      startTimeUnixNano: '1798859045678000123',
      endTimeUnixNano: '5000',
      parentSpanId: undefined,
      kind: 0,
      attributes: {},
      status: { code: 0, message: '' },
      resource: {},
      scope: { name: '', version: '' },
    });
  });

  it('takes a request without spans', () => {
    expect(decode({})).to.deep.equal([]);
  });

  it('keeps a key that names the prototype as a key', () => {
    const attributes = [{ key: '__proto__', value: { stringValue: 'x' } }];
    const [span] = decode(makeRequest(makeOtlpSpan({ attributes })));
    expect(Object.keys(span?.attributes ?? {})).to.deep.equal(['__proto__']);
  });

  for (const [name, value, decoded] of VALUES) {
    it(`decodes ${name}`, () => {
      expect(decodeAttribute(value)).to.deep.equal(decoded);
    });
  }

  for (const [name, value, message] of WRONG_VALUES) {
    it(`refuses ${name}`, () => {
      expect(() => decodeAttribute(value)).to.throw(DecodeError, message);
    });
  }

  for (const [name, body, message] of WRONG_SHAPES) {
    it(`refuses ${name} and says where`, () => {
      expect(() => decode(body)).to.throw(DecodeError, message);
    });
  }

  it('refuses what is no JSON', () => {
    expect(() => decodeJson(Buffer.from('{"resourceSpans":'))).to.throw(DecodeError, 'not JSON');
  });

  it('survives brackets by the million', () => {
    expect(() => decodeJson(Buffer.alloc(2_000_000, '['))).to.throw(DecodeError);
    const nested = `{"resourceSpans":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    expect(() => decodeJson(Buffer.from(nested))).to.throw(DecodeError);
  });

  it('either decodes or throws a DecodeError, whatever the field holds', () => {
    const fields = ['traceId', 'parentSpanId', 'name', 'kind', 'startTimeUnixNano', 'attributes', 'status'];
    fc.assert(
      fc.property(fc.constantFrom(...fields), fc.jsonValue(), (field, value) => {
        try {
          expect(decode(makeRequest(makeOtlpSpan({ [field]: value })))).to.have.length(1);
        } catch (error) {
          expect(error).to.be.instanceOf(DecodeError);
        }
      }),
    );
  });
});
