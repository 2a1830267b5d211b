import { expect } from 'chai';
import * as fc from 'fast-check';
import { CATALOG } from '../../../src/catalog/catalog.ts';
import { decodeJson } from '../../../src/collector/decode-json.ts';
import { killedRecord } from '../../../src/recorder/killed-record.ts';
import { REQUEST_HEAD, REQUEST_TAIL } from '../../../src/span/request.ts';
import { parseHeader, type EntryHeader } from '../../../src/spool/record.ts';

const HEADER: EntryHeader = {
  v: 1,
  pid: 7,
  machine: 'm',
  traceId: '0af7651916cd43dd8448eb211c80319c',
  spanId: '00f067aa0ba902b7',
  startMs: 1_798_761_600_000.25,
  spanName: 'acme deploy',
  isIdentified: true,
  resource: { 'service.name': 'acme', 'service.version': '1.2.3' },
  attributes: { 'process.executable.name': 'acme', 'cli.command': 'deploy', 'cli.flags': ['dry-run'] },
};

function spanOf(header: EntryHeader, lastSignMs: number): Record<string, unknown> {
  const record = JSON.parse(killedRecord(header, lastSignMs, undefined)) as {
    readonly scopeSpans: readonly [{ readonly spans: readonly [Record<string, unknown>] }];
  };
  return record.scopeSpans[0].spans[0];
}

describe('killedRecord', () => {
  it('has the ids and the name of the command, and no parent', () => {
    const { traceId, spanId, name, parentSpanId } = spanOf(HEADER, HEADER.startMs);
    expect({ traceId, spanId, name }).to.deep.equal({
      traceId: HEADER.traceId,
      spanId: HEADER.spanId,
      name: 'acme deploy',
    });
    expect(parentSpanId ?? '').to.equal('');
  });

  it('ends with the last sign of life, at the earliest when it began', () => {
    const times = (lastSignMs: number): unknown[] => {
      const { startTimeUnixNano, endTimeUnixNano } = spanOf(HEADER, lastSignMs);
      return [startTimeUnixNano, endTimeUnixNano];
    };
    expect(times(HEADER.startMs + 1500)).to.deep.equal(['1798761600000250000', '1798761601500250000']);
    expect(times(0)).to.deep.equal(['1798761600000250000', '1798761600000250000']);
  });

  it('says that it was killed, without an exit code and without an error', () => {
    const { attributes, status } = spanOf(HEADER, HEADER.startMs);
    expect(attributes).to.deep.include({ key: 'cli.outcome', value: { stringValue: 'killed' } });
    expect(attributes).to.deep.include({
      key: 'cli.flags',
      value: { arrayValue: { values: [{ stringValue: 'dry-run' }] } },
    });
    expect(JSON.stringify(attributes)).not.to.include('process.exit.code').and.not.include('error.type');
    expect(status).to.deep.equal({ code: 0 });
  });

  it('is a record that a collector takes, of any journal that can be read', () => {
    const attributes = fc.dictionary(
      fc.oneof(fc.constantFrom(...CATALOG.keys(), 'constructor', '__proto__'), fc.string()),
      fc.jsonValue(),
    );
    const ms = fc.oneof(fc.double({ noNaN: true }), fc.constantFrom(-1, 0, 1e300, 1_798_761_600_000));
    const changes = fc.record(
      {
        startMs: ms,
        resource: attributes,
        attributes,
        spanName: fc.string({ unit: 'binary' }),
        more: fc.jsonValue(),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(changes, ms, (changed, lastSignMs) => {
        const header = parseHeader(JSON.stringify({ ...HEADER, ...changed }));
        if (header === undefined) return;
        const record = killedRecord(header, lastSignMs, undefined);
        expect(decodeJson(Buffer.from(REQUEST_HEAD + record + REQUEST_TAIL))).to.have.lengthOf(1);
        const keys = [...record.matchAll(/"key":"([^"]*)"/g)].map(([, key = '']) => key);
        expect(keys.filter((key) => !CATALOG.has(key))).to.deep.equal([]);
      }),
      { numRuns: 300 },
    );
  });

  it('takes no damaged text of a journal for a name', () => {
    for (const text of ['x'.repeat(65), 'dep\u0000loy', 'deploy\n', '"},{"', 'ünter', '']) {
      const attributes = {
        'cli.command': text,
        'process.executable.name': text,
        'cli.flags': ['dry-run', text],
      };
      const resource = { 'service.name': text };
      const { name, attributes: kept } = spanOf({ ...HEADER, attributes, resource, spanName: text }, 0);
      expect(name).to.equal('(other)');
      expect(JSON.stringify(kept)).to.equal('[{"key":"cli.outcome","value":{"stringValue":"killed"}}]');
    }
  });

  it('keeps the words that stand for a name that was not declared', () => {
    const attributes = { ...HEADER.attributes, 'cli.command': '(unknown)' };
    expect(spanOf({ ...HEADER, attributes }, 0)['name']).to.equal('acme (unknown)');
  });

  it('passes the catalog once more', () => {
    const attributes = {
      ...HEADER.attributes,
      'process.command_args': ['--token', 'my-secret'],
      'cli.signal': 'my-secret',
    };
    const resource = { ...HEADER.resource, 'host.name': 'my-secret' };
    expect(killedRecord({ ...HEADER, attributes, resource }, 0, undefined)).not.to.include('my-secret');
  });
});
