/** Names the scalar types that the trace messages use; `int64` comes as decimal text, `id` as hex, `bytes` as base64. */
export type ScalarType = 'string' | 'bool' | 'int64' | 'enum' | 'double' | 'fixed64' | 'id' | 'bytes';

/** Names the messages of the table. */
export type MessageType =
  | 'Request'
  | 'ResourceSpans'
  | 'Resource'
  | 'ScopeSpans'
  | 'Scope'
  | 'Span'
  | 'Status'
  | 'KeyValue'
  | 'AnyValue'
  | 'ArrayValue'
  | 'KeyValueList';

/** Describes one field: its OTLP/JSON name, its type, and whether it repeats. */
export type Field = readonly [name: string, type: ScalarType | MessageType, repeats?: 'repeated'];

/**
 * Lists the fields that the collector reads, by number, after the `.proto` files of OTLP 1.x; numbers that are not here
 * are skipped.
 */
export const PROTOBUF_FIELDS: Readonly<Record<MessageType, Readonly<Record<number, Field>>>> = {
  Request: { 1: ['resourceSpans', 'ResourceSpans', 'repeated'] },
  ResourceSpans: { 1: ['resource', 'Resource'], 2: ['scopeSpans', 'ScopeSpans', 'repeated'] },
  Resource: { 1: ['attributes', 'KeyValue', 'repeated'] },
  ScopeSpans: { 1: ['scope', 'Scope'], 2: ['spans', 'Span', 'repeated'] },
  Scope: { 1: ['name', 'string'], 2: ['version', 'string'] },
  Span: {
    1: ['traceId', 'id'],
    2: ['spanId', 'id'],
    4: ['parentSpanId', 'id'],
    5: ['name', 'string'],
    6: ['kind', 'enum'],
    7: ['startTimeUnixNano', 'fixed64'],
    8: ['endTimeUnixNano', 'fixed64'],
    9: ['attributes', 'KeyValue', 'repeated'],
    15: ['status', 'Status'],
  },
  Status: { 2: ['message', 'string'], 3: ['code', 'enum'] },
  KeyValue: { 1: ['key', 'string'], 2: ['value', 'AnyValue'] },
  AnyValue: {
    1: ['stringValue', 'string'],
    2: ['boolValue', 'bool'],
    3: ['intValue', 'int64'],
    4: ['doubleValue', 'double'],
    5: ['arrayValue', 'ArrayValue'],
    6: ['kvlistValue', 'KeyValueList'],
    7: ['bytesValue', 'bytes'],
  },
  ArrayValue: { 1: ['values', 'AnyValue', 'repeated'] },
  KeyValueList: { 1: ['values', 'KeyValue', 'repeated'] },
};
