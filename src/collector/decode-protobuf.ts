import { PbfReader } from 'pbf';

import { decodeRequest } from './decode-request.ts';
import { PROTOBUF_FIELDS } from './protobuf-fields.ts';
import type { Field, MessageType, ScalarType } from './protobuf-fields.ts';
import { DecodeError } from './shape.ts';
import type { ReceivedSpan } from './spans.ts';

/** The limit of the protobuf implementations of Google. */
const MAX_MESSAGE_DEPTH = 100;
/** Two bytes make an empty message, and an object of some hundred bytes here; real spans need ten times the bytes. */
const MAX_MESSAGES = 2_000_000;
const MAX_VARINT_BYTES = 10;
const WIRE_BYTES = 2;

type Decoded = Record<string, unknown>;

/** Maps each scalar type to its wire type and its reader. */
const SCALARS: Readonly<Record<ScalarType, readonly [wire: number, read: (pbf: PbfReader) => unknown]>> = {
  string: [WIRE_BYTES, (pbf) => pbf.readString()],
  bool: [0, (pbf) => pbf.readBoolean()],
  int64: [0, readInt64],
  enum: [0, (pbf) => pbf.readVarint(true)],
  double: [1, (pbf) => pbf.readDouble()],
  fixed64: [1, readFixed64],
  id: [WIRE_BYTES, (pbf) => Buffer.from(pbf.readBytes()).toString('hex')],
  bytes: [WIRE_BYTES, (pbf) => Buffer.from(pbf.readBytes()).toString('base64')],
};

/**
 * Decodes the body of an OTLP/HTTP request of type `application/x-protobuf`. It is first turned into its OTLP/JSON
 * shape, so that both encodings are checked by the same code.
 * @throws DecodeError when it is no protobuf or has the wrong shape.
 */
export function decodeProtobuf(body: Buffer): ReceivedSpan[] {
  return decodeRequest(readRequest(body));
}

function readRequest(body: Buffer): Decoded {
  try {
    return createMessageReader(new PbfReader(body))('Request', body.length);
  } catch (cause) {
    if (cause instanceof DecodeError) throw cause;
    throw new DecodeError('body: not an ExportTraceServiceRequest in protobuf', { cause });
  }
}

function createMessageReader(pbf: PbfReader): (type: MessageType, end: number) => Decoded {
  let depth = 0;
  let messages = 0;
  return readMessage;

  function readMessage(type: MessageType, end: number): Decoded {
    if (depth >= MAX_MESSAGE_DEPTH) throw new DecodeError(`${type}: nested too deeply`);
    depth += 1;
    messages += 1;
    if (messages > MAX_MESSAGES) throw new DecodeError(`body: more than ${MAX_MESSAGES} messages`);
    const message: Decoded = {};
    for (let tag = pbf.nextField(end); tag !== 0; tag = pbf.nextField(end)) {
      const field = PROTOBUF_FIELDS[type][tag];
      if (field !== undefined) setField(message, field, readField(field));
    }
    // pbf reads past the end of a truncated message without a word, and takes a tag of 0 for the end.
    if (pbf.pos !== end) throw new DecodeError(`${type}: damaged or truncated`);
    depth -= 1;
    return message;
  }

  function readField([name, type]: Field): unknown {
    const [wire, read] = isScalar(type) ? SCALARS[type] : [WIRE_BYTES, () => readMessage(type, readEnd(pbf))];
    if (pbf.type !== wire) throw new DecodeError(`${name}: wire type ${pbf.type} instead of ${wire}`);
    return read(pbf);
  }
}

// A length beyond the end shows when the message around it has ended elsewhere than it should.
function readEnd(pbf: PbfReader): number {
  const length = pbf.readVarint();
  return pbf.pos + length;
}

function isScalar(type: ScalarType | MessageType): type is ScalarType {
  return type in SCALARS;
}

function setField(message: Decoded, [name, , repeats]: Field, value: unknown): void {
  if (repeats === undefined) {
    message[name] = value;
    return;
  }
  const list = message[name];
  if (Array.isArray(list)) list.push(value);
  else message[name] = [value];
}

// pbf gives 64-bit numbers as doubles, which cannot hold nanoseconds since 1970.
function readFixed64(pbf: PbfReader): string {
  const low = BigInt(pbf.readFixed32());
  return ((BigInt(pbf.readFixed32()) << 32n) | low).toString();
}

function readInt64(pbf: PbfReader): string {
  let value = 0n;
  for (let index = 0; index < MAX_VARINT_BYTES; index += 1) {
    const byte = pbf.buf[pbf.pos];
    if (byte === undefined) break;
    pbf.pos += 1;
    value |= BigInt(byte & 0x7f) << BigInt(7 * index);
    if (byte < 0x80) return BigInt.asIntN(64, value).toString();
  }
  throw new DecodeError('intValue: damaged or truncated');
}
