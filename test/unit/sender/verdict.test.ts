import { expect } from 'chai';
import * as fc from 'fast-check';
import type { PostResult } from '../../../src/sender/post.ts';
import { judge, parseRetryAfter, type Verdict } from '../../../src/sender/verdict.ts';
import { MAX_WAIT_MS } from '../../../src/spool/schedule.ts';

const NOW = Date.UTC(2027, 0, 1);
const answered = (status: number, more: { body?: string; retryAfter?: string } = {}): PostResult => ({
  kind: 'answered',
  status,
  retryAfter: more.retryAfter,
  body: more.body ?? '',
});

const KEPT = new Set([300, 301, 302, 303, 304, 305, 306, 307, 308, 429, 502, 503, 504]);
const UNWELCOME = new Set([403, 410]);

function expectedFor(status: number): Verdict {
  const why = `HTTP ${status}`;
  if (status >= 200 && status < 300) return { kind: 'delivered', rejected: 0 };
  if (KEPT.has(status) || (status >= 300 && status < 400)) return { kind: 'keep', why, waitMs: 0 };
  return { kind: 'drop', why, waitMs: UNWELCOME.has(status) ? MAX_WAIT_MS : 0 };
}

const NAMED = [
  200, 201, 202, 204, 206, 301, 302, 303, 307, 308, 400, 401, 402, 403, 404, 405, 408, 409, 410, 411, 413,
  415, 418, 421, 422, 425, 426, 428, 429, 431, 451, 500, 501, 502, 503, 504, 505, 507, 508, 511,
];

const PARTIAL: readonly (readonly [body: string, rejected: number])[] = [
  ['', 0],
  ['{}', 0],
  ['{"partialSuccess":{}}', 0],
  ['{"partialSuccess":{"rejectedSpans":0,"errorMessage":"slow down"}}', 0],
  ['{"partialSuccess":{"rejectedSpans":3}}', 3],
  ['{"partialSuccess":{"rejectedSpans":"3"}}', 3],
  ['{"partialSuccess":{"rejectedSpans":-3}}', 0],
  ['{"partialSuccess":{"rejectedSpans":"many"}}', 0],
  ['{"partialSuccess":{"rejectedSpans":1.5}}', 0],
  ['{"partialSuccess":{"rejectedSpans":1e400}}', 0],
  ['{"partialSuccess":null}', 0],
  ['{"partialSuccess":7}', 0],
  ['<html>Welcome to our Wi-Fi</html>', 0],
];

describe('judge', () => {
  for (const status of NAMED) {
    const expected = expectedFor(status);
    it(`says ${expected.kind} for a status of ${status}`, () => {
      expect(judge(answered(status), NOW)).to.deep.equal(expected);
    });
  }

  it('has an answer for every status from 100 to 599', () => {
    for (let status = 100; status < 600; status += 1) {
      expect(judge(answered(status), NOW), String(status)).to.deep.equal(expectedFor(status));
    }
  });

  for (const [body, rejected] of PARTIAL) {
    it(`counts ${rejected} rejected spans in ${body}`, () => {
      expect(judge(answered(200, { body }), NOW)).to.deep.equal({ kind: 'delivered', rejected });
    });
  }

  it('waits as long as a collector that may be asked again wants', () => {
    for (const status of [429, 502, 503, 504]) {
      expect(judge(answered(status, { retryAfter: '120' }), NOW)).to.include({
        kind: 'keep',
        waitMs: 120_000,
      });
    }
  });

  it('keeps what could not be sent, with the reason', () => {
    expect(judge({ kind: 'unreachable', code: 'ECONNREFUSED' }, NOW)).to.deep.equal({
      kind: 'keep',
      why: 'ECONNREFUSED',
      waitMs: 0,
    });
  });

  it('stops where the last look found a no', () => {
    expect(judge({ kind: 'stopped' }, NOW)).to.deep.equal({ kind: 'stop' });
  });
});

const RETRY_AFTER: readonly (readonly [value: string | undefined, ms: number])[] = [
  [undefined, 0],
  ['', 0],
  ['0', 0],
  ['1', 1000],
  [' 120 ', 120_000],
  ['86400', 86_400_000],
  ['86401', MAX_WAIT_MS],
  ['99999999999999999999', MAX_WAIT_MS],
  ['9'.repeat(400), MAX_WAIT_MS],
  ['Fri, 01 Jan 2027 00:01:00 GMT', 60_000],
  ['Fri, 01 Jan 2027 00:00:00 GMT', 0],
  ['Thu, 31 Dec 2026 23:00:00 GMT', 0],
  ['Fri, 01 Jan 2100 00:00:00 GMT', MAX_WAIT_MS],
  ['soon', 0],
  ['-5', 0],
  ['1e3', 0],
  ['0x10', 0],
  ['Infinity', 0],
  ['NaN', 0],
];

describe('parseRetryAfter', () => {
  for (const [value, ms] of RETRY_AFTER) {
    it(`reads ${JSON.stringify(value?.slice(0, 40))} as ${ms} ms`, () => {
      expect(parseRetryAfter(value, NOW)).to.equal(ms);
    });
  }

  it('stays within its bounds, whatever the text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.bigInt().map(String), fc.date().map(String)), (value) => {
        expect(parseRetryAfter(value, NOW)).to.be.within(0, MAX_WAIT_MS);
      }),
    );
  });
});
