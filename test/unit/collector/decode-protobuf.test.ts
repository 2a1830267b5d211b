import { expect } from 'chai';
import * as fc from 'fast-check';
import { PbfWriter } from 'pbf';

import { decodeJson } from '../../../src/collector/decode-json.ts';
import { decodeProtobuf } from '../../../src/collector/decode-protobuf.ts';
import { DecodeError } from '../../../src/collector/shape.ts';
import { recordSpans, serializeJson, serializeProtobuf } from './support.ts';

type Write = (pbf: PbfWriter) => void;

/** Writes messages inside each other: `path` gives the field numbers from the request inwards. */
function encode(path: readonly number[], write: Write): Buffer {
  const pbf = new PbfWriter();
  writeNested(pbf, path, write);
  return Buffer.from(pbf.finish());
}

function writeNested(pbf: PbfWriter, [first, ...rest]: readonly number[], write: Write): void {
  if (first === undefined) write(pbf);
  else
    pbf.writeMessage(first, (_: undefined, inner: PbfWriter) => writeNested(inner, rest, write), undefined);
}

const SPAN = [1, 2, 2];
const DEEP = [...SPAN, 9, 2, ...Array.from({ length: 300 }, () => [5, 1]).flat()];

function writeIds(pbf: PbfWriter): void {
  pbf.writeBytesField(1, Buffer.alloc(16, 0xab));
  pbf.writeBytesField(2, Buffer.alloc(8, 0xcd));
}

function encodeAttribute(write: Write): Buffer {
  return encode(SPAN, (pbf) => {
    writeIds(pbf);
    writeNested(pbf, [9], (pair) => {
      pair.writeStringField(1, 'a');
      writeNested(pair, [2], write);
    });
  });
}

const VALUES: readonly (readonly [name: string, write: Write, decoded: unknown])[] = [
  ['bytes', (pbf) => pbf.writeBytesField(7, Buffer.from([1, 2])), 'AQI='],
  ['NaN', (pbf) => pbf.writeDoubleField(4, Number.NaN), 'NaN'],
  ['negative infinity', (pbf) => pbf.writeDoubleField(4, -Infinity), '-Infinity'],
  ['nothing', () => undefined, null],
  ['the largest integer', writeInt64('ffffffffffffffff7f'), '9223372036854775807'],
  ['the smallest integer', writeInt64('80808080808080808001'), '-9223372036854775808'],
  ['minus one', writeInt64('ffffffffffffffffff01'), -1],
];

function writeInt64(hex: string): Write {
  return (pbf) => {
    pbf.writeTag(3, 0);
    for (const byte of Buffer.from(hex, 'hex')) pbf.writeVarint(byte & 0x7f);
    // writeVarint wrote seven bits each; the bytes that continue get their mark here.
    const from = pbf.pos - hex.length / 2;
    for (let at = from; at < pbf.pos - 1; at += 1) pbf.buf[at] = (pbf.buf[at] ?? 0) | 0x80;
  };
}

const valid = serializeProtobuf(recordSpans());

const DAMAGED: readonly (readonly [name: string, body: Buffer, message: string])[] = [
  ['a truncated body', valid.subarray(0, -1), 'Request: damaged or truncated'],
  ['a length beyond the body', Buffer.from('0aff01', 'hex'), 'body: not an Export'],
  ['a length of 2^63', Buffer.from('0affffffffffffffff7f', 'hex'), 'body: not an Export'],
  ['a message that ends outside its parent', Buffer.from('0a0212020a00', 'hex'), 'ResourceSpans: damaged'],
  ['an endless varint', Buffer.alloc(64, 0xff), 'body: not an Export'],
  ['a field number of 0', Buffer.from('0a00000a00', 'hex'), 'Request: damaged or truncated'],
  ['a group', Buffer.from('0b0c', 'hex'), 'resourceSpans: wire type 3'],
  ['an unknown group', Buffer.from('f301f401', 'hex'), 'body: not an Export'],
  [
    'a wrong wire type',
    encode([1, 2], (pbf) => pbf.writeVarintField(2, 1)),
    'spans: wire type 0 instead of 2',
  ],
  ['a string that ends outside its message', Buffer.from('0a06120412022a40', 'hex'), 'Span: damaged'],
  ['a time cut short', encode(SPAN, (pbf) => pbf.writeTag(7, 1)), 'body: not an Export'],
  [
    'an id of the wrong length',
    encode(SPAN, (pbf) => pbf.writeBytesField(1, Buffer.alloc(3))),
    'traceId: expected',
  ],
  ['an integer cut short', encodeAttribute((pbf) => pbf.writeTag(3, 0)), 'intValue: damaged'],
  ['an integer of eleven bytes', encodeAttribute(writeInt64('8080808080808080808001')), 'intValue: damaged'],
  ['messages nested without end', encode(DEEP, () => undefined), 'Value: nested too deeply'],
];

describe('decodeProtobuf', () => {
  it('decodes what the real serializer writes as its JSON is decoded', () => {
    const spans = recordSpans();
    expect(decodeProtobuf(serializeProtobuf(spans))).to.deep.equal(decodeJson(serializeJson(spans)));
  });

  it('keeps the nanoseconds of times and the bytes of ids', () => {
    const body = encode(SPAN, (pbf) => {
      writeIds(pbf);
      pbf.writeTag(7, 1);
      // 1_798_859_045_678_000_123 in two halves, the low one first.
      pbf.writeFixed32(Number(1_798_859_045_678_000_123n & 0xffffffffn));
      pbf.writeFixed32(Number(1_798_859_045_678_000_123n >> 32n));
    });
    expect(decodeProtobuf(body)[0]).to.deep.include({
      traceId: 'ab'.repeat(16),
      spanId: 'cd'.repeat(8),
      startTimeUnixNano: '1798859045678000123',
      endTimeUnixNano: '0',
    });
  });

  it('takes an empty request', () => {
    expect(decodeProtobuf(Buffer.alloc(0))).to.deep.equal([]);
  });

  it('skips fields that it does not know', () => {
    const body = encode(SPAN, (pbf) => {
      pbf.writeVarintField(900, 5);
      pbf.writeStringField(3, 'state');
      writeIds(pbf);
      pbf.writeFixed32Field(16, 257);
      writeNested(pbf, [11], (event) => event.writeStringField(2, 'an event'));
      pbf.writeStringField(5, 'acme');
    });
    expect(decodeProtobuf(body)[0]).to.have.property('name', 'acme');
  });

  for (const [name, write, decoded] of VALUES) {
    it(`decodes an attribute of ${name}`, () => {
      expect(decodeProtobuf(encodeAttribute(write))[0]?.attributes).to.deep.equal({ a: decoded });
    });
  }

  for (const [name, body, message] of DAMAGED) {
    it(`refuses ${name}`, () => {
      expect(() => decodeProtobuf(body)).to.throw(DecodeError, message);
    });
  }

  it('refuses empty messages by the million', () => {
    const body = Buffer.alloc(4_000_002, Buffer.from([0x0a, 0]));
    expect(() => decodeProtobuf(body)).to.throw(DecodeError, 'more than 2000000 messages');
  });

  it('either decodes or throws a DecodeError, whatever bytes come', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => decodesOrRefuses(Buffer.from(bytes))));
  });

  it('either decodes or throws a DecodeError when bytes of a real request change', () => {
    const changes = fc.array(fc.tuple(fc.nat(valid.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(changes, (pairs) => {
        const body = Buffer.from(valid);
        for (const [at, byte] of pairs) body[at] = byte;
        decodesOrRefuses(body);
      }),
      { numRuns: 1000 },
    );
  });
});

function decodesOrRefuses(body: Buffer): void {
  try {
    expect(decodeProtobuf(body)).to.be.an('array');
  } catch (error) {
    expect(error).to.be.instanceOf(DecodeError);
  }
}
