import { expect } from 'chai';
import * as fc from 'fast-check';

import { formatJson } from '../../../src/collector/format-json.ts';
import { START_NANOS, makeSpan } from './support.ts';

describe('formatJson', () => {
  it('writes every field of a command', () => {
    const attributes = {
      'cli.command': 'deploy function',
      'cli.outcome': 'crashed',
      'process.exit.code': 3,
      'error.type': 'TypeError',
    };
    const span = makeSpan({ id: 2, parent: 1, attributes, status: { code: 2, message: 'why' } });
    expect(JSON.parse(formatJson(span))).to.deep.equal({
      time: '2027-01-02T03:04:05.678Z',
      service: 'acme',
      version: '1.2.0',
      name: 'acme deploy function',
      command: 'deploy function',
      outcome: 'crashed',
      exitCode: 3,
      durationMs: 1234,
      error: 'TypeError',
      traceId: '0af7651916cd43dd8448eb211c80319c',
      spanId: '0000000000000002',
      parentSpanId: '0000000000000001',
      status: 'error',
      statusMessage: 'why',
      kind: 'internal',
      attributes,
      resource: { 'service.name': 'acme', 'service.version': '1.2.0' },
    });
  });

  it('writes null for what the span does not have', () => {
    expect(JSON.parse(formatJson(makeSpan({ resource: {}, kind: 77 })))).to.deep.include({
      service: null,
      version: null,
      command: null,
      outcome: 'success',
      exitCode: null,
      error: null,
      parentSpanId: null,
      status: 'unset',
      kind: '77',
    });
  });

  it('counts a span that ends before it starts as 0 ms', () => {
    const span = makeSpan({ endTimeUnixNano: (START_NANOS - 5n).toString() });
    expect(JSON.parse(formatJson(span))).to.have.property('durationMs', 0);
  });

  it('takes any time that 64 bits hold', () => {
    const span = makeSpan({ startTimeUnixNano: (2n ** 64n - 1n).toString() });
    expect(JSON.parse(formatJson(span))).to.have.property('time', '2554-07-21T23:34:33.709Z');
  });

  it('stays one line of safe characters with the same values', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const hostile = `${text}\u202e\u009b\u2028\ud800`;
        const line = formatJson(makeSpan({ name: hostile, attributes: { [hostile]: hostile } }));
        expect(line).not.to.match(/[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}\p{Cs}]/u);
        expect(JSON.parse(line)).to.have.property('name', hostile);
      }),
    );
  });
});
