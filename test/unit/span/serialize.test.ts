import { expect } from 'chai';
import { REQUEST_HEAD, REQUEST_TAIL } from '../../../src/span/request.ts';
import { serializeSpans } from '../../../src/span/serialize.ts';
import { recordCommand } from '../support/spans.ts';

interface ResourceSpans {
  readonly resource: { readonly attributes: readonly unknown[] };
  readonly scopeSpans: readonly {
    readonly scope: unknown;
    readonly spans: readonly Record<string, unknown>[];
  }[];
}
const parse = (json: string): ResourceSpans => JSON.parse(json) as ResourceSpans;

describe('serializeSpans', () => {
  it('gives one ResourceSpans that makes a request between head and tail', () => {
    const json = serializeSpans(recordCommand('acme', { 'cli.command': 'deploy' }));
    const request = JSON.parse(REQUEST_HEAD + json + REQUEST_TAIL) as { resourceSpans: unknown[] };
    expect(request.resourceSpans).to.deep.equal([JSON.parse(json)]);
    expect(parse(json).scopeSpans[0]?.spans[0]).to.include({ name: 'acme', kind: 1 });
  });

  it('keeps a command and its steps together, with ids in hexadecimal and times in nanoseconds', () => {
    const spans = recordCommand('acme', {}, (_, startStep) => startStep('upload').end());
    const [step, command] = parse(serializeSpans(spans)).scopeSpans[0]?.spans ?? [];
    expect(step?.['parentSpanId'])
      .to.equal(command?.['spanId'])
      .and.to.match(/^[0-9a-f]{16}$/);
    expect(command).to.include({
      startTimeUnixNano: '1798761600000000000',
      endTimeUnixNano: '1798761602500000000',
    });
  });

  it('does not take no span for a record', () => {
    expect(() => serializeSpans([])).to.throw('no span');
  });

  it('holds no line break, for a record is one line', () => {
    expect(serializeSpans(recordCommand('a\nb\r\u2028', { 'x\n': 'y\n' }))).not.to.match(/[\n\r]/);
  });
});
