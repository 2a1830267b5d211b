import { expect } from 'chai';
import * as fc from 'fast-check';
import { parseHeader, parseRecord } from '../../../src/spool/record.ts';
import { makeHeader, makeRecord } from '../support/spools.ts';

const HEADER = JSON.stringify(makeHeader());

const NO_RECORDS = [
  '',
  '\n',
  `${HEADER}\n`,
  'nonsense\n',
  '{}\n',
  'null\n',
  '{"scopeSpans":[]}\n',
  '{"scopeSpans":{}}\n',
  '{"scopeSpans":[null]}\n',
  '{"scopeSpans":[{}]}\n',
  '{"scopeSpans":[{"spans":{}}]}\n',
  '{"scopeSpans":[{"spans":[{}]},{"spans":1}]}\n',
  `${HEADER}\n${makeRecord(1)}`,
  `${HEADER}\n${makeRecord(1)}\n\n`,
  `${HEADER}\n${makeRecord(1)}\n{"spanName":"x","attributes":{}}\n`,
];

describe('parseRecord', () => {
  it('takes the last line as it stands', () => {
    const record = makeRecord(1, 3);
    expect(parseRecord(`${HEADER}\n${record}\n`)).to.deep.equal({ json: record, spans: 3 });
    expect(parseRecord(`${record}\n`)).to.deep.equal({ json: record, spans: 3 });
  });

  it('counts the spans of all scopes', () => {
    expect(parseRecord('{"scopeSpans":[{"spans":[{},{}]},{"spans":[{}]}]}\n')?.spans).to.equal(3);
  });

  for (const text of NO_RECORDS) {
    it(`finds none in ${JSON.stringify(text.slice(-70))}`, () => {
      expect(parseRecord(text)).to.equal(undefined);
    });
  }

  it('finds none in any file that was cut off', () => {
    const text = `${HEADER}\n${makeRecord(1, 2)}\n`;
    fc.assert(
      fc.property(fc.integer({ min: 0, max: text.length - 1 }), (length) => {
        expect(parseRecord(text.slice(0, length))).to.equal(undefined);
      }),
    );
  });
});

const CORRUPT: readonly (readonly [title: string, line: unknown])[] = [
  ['another version', makeHeader({ v: 2 as 1 })],
  ['no process id', makeHeader({ pid: 1.5 })],
  ['a process id as text', makeHeader({ pid: '7' as unknown as number })],
  ['no machine', makeHeader({ machine: 7 as unknown as string })],
  ['a broken trace id', makeHeader({ traceId: '0af7' })],
  ['a trace id of zeroes', makeHeader({ traceId: '0'.repeat(32) })],
  ['a span id of zeroes', makeHeader({ spanId: '0'.repeat(16) })],
  ['a trace id in a list', makeHeader({ traceId: ['a'.repeat(32)] as never })],
  ['a trace id in upper case', makeHeader({ traceId: 'A'.repeat(32) })],
  ['a broken span id', makeHeader({ spanId: '../../etc/passwd' })],
  ['a span id that is too long', makeHeader({ spanId: '0'.repeat(17) })],
  ['no start', makeHeader({ startMs: null as unknown as number })],
  ['no name', makeHeader({ spanName: undefined as unknown as string })],
  ['a list for a resource', makeHeader({ resource: [] as unknown as Record<string, unknown> })],
  ['no attributes', makeHeader({ attributes: null as unknown as Record<string, unknown> })],
  ['a list', [makeHeader()]],
  ['text', 'nonsense'],
];

describe('parseHeader', () => {
  it('reads the first line', () => {
    expect(parseHeader(`${HEADER}\n`)).to.deep.include(makeHeader());
  });

  it('lets later lines replace name and attributes, and nothing else', () => {
    const update = { spanName: 'acme list', attributes: { 'cli.command': 'list' }, pid: 1, traceId: 'x' };
    const text = [
      HEADER,
      JSON.stringify({ spanName: 'acme x', attributes: {} }),
      JSON.stringify(update),
      '',
    ].join('\n');
    expect(parseHeader(text)).to.deep.include({
      ...makeHeader(),
      spanName: 'acme list',
      attributes: { 'cli.command': 'list' },
    });
  });

  it('passes over lines that are no updates, and a last one that was cut off', () => {
    const lines = [
      HEADER,
      'nonsense',
      '{"spanName":7,"attributes":{}}',
      '{"spanName":"x"}',
      '{"spanName":"acme li',
    ];
    expect(parseHeader(lines.join('\n'))).to.deep.include(makeHeader());
  });

  for (const [title, line] of CORRUPT) {
    it(`takes a line with ${title} as corrupt`, () => {
      expect(parseHeader(`${JSON.stringify(line)}\n`)).to.equal(undefined);
    });
  }

  it('never throws, whatever the text', () => {
    const text = fc.oneof(
      fc.string(),
      fc.json(),
      fc.array(fc.oneof(fc.json(), fc.constant(HEADER))).map((lines) => lines.join('\n')),
    );
    fc.assert(
      fc.property(text, (content) => {
        expect(typeof parseHeader(content)).to.be.oneOf(['object', 'undefined']);
        expect(typeof parseRecord(content)).to.be.oneOf(['object', 'undefined']);
      }),
    );
  });
});
