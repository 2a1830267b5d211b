/** Holds the value of one attribute: int64 beyond the safe integers as decimal text, bytes as base64, NaN as text. */
export type AttributeValue =
  | string
  | number
  | boolean
  | null
  | readonly AttributeValue[]
  | { readonly [key: string]: AttributeValue };

/** Maps attribute names to their values. */
export type Attributes = Readonly<Record<string, AttributeValue>>;

/** Describes one span as it came over the wire, with the resource and scope that it came under. */
export interface ReceivedSpan {
  /** 32 lower-case hex digits. */
  readonly traceId: string;
  /** 16 lower-case hex digits. */
  readonly spanId: string;
  /** 16 lower-case hex digits, absent for the first span of a trace. */
  readonly parentSpanId: string | undefined;
  readonly name: string;
  /** The OTLP number: 0 unspecified, 1 internal, 2 server, 3 client, 4 producer, 5 consumer. */
  readonly kind: number;
  /** Nanoseconds since 1970 as decimal text, for a double cannot hold them. */
  readonly startTimeUnixNano: string;
  /** Nanoseconds since 1970 as decimal text. */
  readonly endTimeUnixNano: string;
  readonly attributes: Attributes;
  /** The OTLP status; code 0 unset, 1 ok, 2 error; the message is empty when none came. */
  readonly status: { readonly code: number; readonly message: string };
  readonly resource: Attributes;
  readonly scope: { readonly name: string; readonly version: string };
}

/** Describes one accepted request. */
export interface ReceivedRequest {
  /** Of its URL. */
  readonly path: string;
  /** Header names in lower case, as Node gives them. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The body after decompression. */
  readonly body: Buffer;
}
