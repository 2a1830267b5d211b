import { stripVTControlCharacters } from 'node:util';

import { expect } from 'chai';

import { createLineFormatter } from '../../../src/collector/format-line.ts';
import type { ReceivedSpan } from '../../../src/collector/spans.ts';
import { makeSpan } from './support.ts';

const format = createLineFormatter({ color: false });
const paint = createLineFormatter({ color: true });
const failed = makeSpan({
  attributes: {
    'cli.outcome': 'failure',
    'process.exit.code': 3,
    'error.type': 'ECONNREFUSED',
    'cli.failure.dependency': 'docker',
  },
});

function formatRoot(fields: Partial<ReceivedSpan> = {}): string {
  return format({ span: makeSpan(fields), branch: '' });
}

describe('createLineFormatter', () => {
  it('writes time, program, name, outcome, exit code, duration, error and dependency', () => {
    const [time, ...rest] = format({ span: failed, branch: '' }).split(/ {2,}/);
    expect(time).to.equal(new Date(1_798_859_045_678).toTimeString().slice(0, 8));
    expect(rest).to.deep.equal([
      'acme 1.2.0',
      'acme deploy function',
      'failure',
      'exit 3',
      '1.2 s',
      'ECONNREFUSED',
      'needs docker',
    ]);
  });

  it('leaves out what the span does not have', () => {
    expect(formatRoot({ resource: {} }).split(/ {2,}/).slice(1)).to.deep.equal([
      'unknown',
      'acme deploy function',
      'success',
      '1.2 s',
    ]);
  });

  for (const outcome of ['success', 'failure', 'cancelled', 'crashed', 'killed']) {
    it(`shows the outcome ${outcome} whatever the status says`, () => {
      expect(
        formatRoot({ attributes: { 'cli.outcome': outcome }, status: { code: 2, message: '' } }),
      ).to.include(`  ${outcome} `);
    });
  }

  it('takes the outcome from the status of a span that has none', () => {
    expect(formatRoot({ status: { code: 2, message: '' } })).to.include('  failure ');
    expect(formatRoot({ status: { code: 1, message: '' } })).to.include('  success ');
  });

  it('keeps the columns of commands and steps in line', () => {
    const command = format({ span: failed, branch: '' });
    const step = format({ span: makeSpan({ name: 'upload' }), branch: '└─ ' });
    const other = formatRoot({ name: 'acme' });
    expect(step).to.match(/^ {10}└─ upload {2,}success/);
    expect(step.indexOf('success')).to.equal(command.indexOf('failure'));
    expect(other.indexOf('success')).to.equal(command.indexOf('failure'));
    expect(step.indexOf('1.2 s')).to.equal(command.indexOf('1.2 s'));
  });

  it('escapes everything that came over the wire', () => {
    const bad = '\u001b[2J\u202e\n';
    const line = formatRoot({
      name: bad,
      resource: { 'service.name': bad, 'service.version': bad },
      attributes: { 'cli.outcome': bad, 'error.type': [bad], 'cli.failure.dependency': { [bad]: bad } },
    });
    expect(line).to.match(/^[ -~]+$/);
    expect(line.split('\\u202e')).to.have.length(8);
  });

  it('shows no outcome of an inherited property in colour', () => {
    const span = makeSpan({ attributes: { 'cli.outcome': 'constructor' } });
    expect(paint({ span, branch: '' })).to.include('  constructor  ');
  });

  it('adds only colour when it may', () => {
    for (const branch of ['', '└─ ']) {
      const painted = paint({ span: failed, branch });
      expect(painted).to.include('\u001b[31mfailure');
      expect(stripVTControlCharacters(painted)).to.equal(format({ span: failed, branch }));
    }
  });
});
