import { expect } from 'chai';
import { decodeJson } from '../../src/collector/decode-json.ts';
import type { ReceivedSpan } from '../../src/collector/spans.ts';

/** What `ACME_TELEMETRY=inspect` printed. */
export interface ShownPayload {
  /** What the program itself wrote to stderr. */
  readonly own: string;
  /** Where it would have gone. */
  readonly url: string;
  /** The payload as it was printed. */
  readonly text: string;
  readonly spans: readonly ReceivedSpan[];
}

const HEAD = /^acme telemetry: the payload of this run, neither stored nor sent to (\S+):\n/m;
/** One line, or indented lines. Node tells of a crash behind it, because it does so when all else is done. */
const PAYLOAD = /^(\{".*\}|\{\n( .*\n)*\})\n/;

/** Takes the payload out of what a command wrote to stderr, and expects that there is exactly one. */
export function readPayload(stderr: string): ShownPayload {
  const head = HEAD.exec(stderr);
  const rest = stderr.slice((head?.index ?? 0) + (head?.[0].length ?? 0));
  const text = PAYLOAD.exec(rest)?.[0];
  if (head === null || text === undefined)
    throw new Error(`there is no payload in ${JSON.stringify(stderr.slice(0, 500))}`);
  const own = stderr.slice(0, head.index) + rest.slice(text.length);
  expect(own).to.not.match(HEAD);
  return { own, text, url: head[1] ?? '', spans: decodeJson(Buffer.from(text)) };
}

/** Writes a payload or a record so that two runs of the same command can be compared: without its ids and times. */
export function withoutChance(json: string): unknown {
  const ids: string[] = [];
  return JSON.parse(json, (key, value: unknown) => {
    if (key.endsWith('Id') && typeof value === 'string') {
      if (!ids.includes(value)) ids.push(value);
      return `id ${ids.indexOf(value)}`;
    }
    return key.endsWith('UnixNano') ? 'a time' : value;
  });
}
