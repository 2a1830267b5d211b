import { expect } from 'chai';
import * as fc from 'fast-check';

import { arrangeTree } from '../../../src/collector/tree.ts';
import type { ReceivedSpan } from '../../../src/collector/spans.ts';
import { START_NANOS, makeSpan } from './support.ts';

function draw(spans: readonly ReceivedSpan[]): string[] {
  return arrangeTree(spans).map(({ span, branch }) => `${branch}${span.name}`);
}

describe('arrangeTree', () => {
  it('draws steps under their command, at any depth and in any order of arrival', () => {
    const lines = draw([
      makeSpan({ id: 4, parent: 3, name: 'connect' }),
      makeSpan({ id: 3, parent: 1, name: 'upload' }),
      makeSpan({ id: 5, parent: 1, name: 'report' }),
      makeSpan({ id: 1, name: 'deploy' }),
      makeSpan({ id: 6, parent: 5, name: 'write' }),
    ]);
    expect(lines).to.deep.equal(['deploy', '├─ upload', '│  └─ connect', '└─ report', '   └─ write']);
  });

  it('orders siblings by start, to the nanosecond', () => {
    const at = (id: number, nanos: bigint): ReceivedSpan =>
      makeSpan({ id, parent: 1, name: `step ${id}`, startTimeUnixNano: (START_NANOS + nanos).toString() });
    expect(draw([at(2, 2n), at(3, 1n), makeSpan({ name: 'deploy' })])).to.deep.equal([
      'deploy',
      '├─ step 3',
      '└─ step 2',
    ]);
  });

  it('makes a span a root when its parent is not in the request', () => {
    expect(draw([makeSpan({ id: 2, parent: 9, name: 'orphan' })])).to.deep.equal(['orphan']);
  });

  it('makes a span a root when its parent is in another trace', () => {
    const other = makeSpan({ id: 1, name: 'other', traceId: 'b'.repeat(32) });
    expect(draw([other, makeSpan({ id: 2, parent: 1, name: 'orphan' })])).to.deep.equal(['other', 'orphan']);
  });

  it('makes a span a root when its parent belongs to another program', () => {
    const server = makeSpan({ id: 2, parent: 1, name: 'POST', resource: { 'service.name': 'server' } });
    expect(draw([makeSpan({ name: 'deploy' }), server])).to.deep.equal(['deploy', 'POST']);
  });

  it('draws spans that are their own ancestors once', () => {
    const lines = draw([
      makeSpan({ id: 1, parent: 2, name: 'a' }),
      makeSpan({ id: 2, parent: 1, name: 'b' }),
      makeSpan({ id: 3, parent: 3, name: 'c' }),
    ]);
    expect(lines).to.deep.equal(['a', '└─ b', 'c']);
  });

  it('bounds the indentation of a chain as long as a sender likes', () => {
    const chain = Array.from({ length: 5000 }, (_, index) => makeSpan({ id: index + 1, parent: index }));
    const rows = arrangeTree(chain);
    expect(rows).to.have.length(5000);
    expect(Math.max(...rows.map(({ branch }) => branch.length))).to.equal(33 * 3);
  });

  it('takes as many steps as a request can hold', () => {
    const steps = Array.from({ length: 300_000 }, (_, index) => makeSpan({ id: index + 2, parent: 1 }));
    expect(arrangeTree([makeSpan(), ...steps])).to.have.length(300_001);
  });

  it('brings out every span once, whatever the parents are', () => {
    const ids = fc.integer({ min: 1, max: 6 });
    fc.assert(
      fc.property(fc.array(fc.tuple(ids, fc.option(ids, { nil: undefined }))), (pairs) => {
        const spans = pairs.map(([id, parent]) => makeSpan(parent === undefined ? { id } : { id, parent }));
        const drawn = arrangeTree(spans).map(({ span }) => span);
        expect(new Set(drawn).size).to.equal(spans.length);
        expect(drawn).to.have.length(spans.length);
      }),
    );
  });
});
