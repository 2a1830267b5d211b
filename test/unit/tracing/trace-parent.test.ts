import { expect } from 'chai';
import * as fc from 'fast-check';
import { readTraceParent, traceParentVariables } from '../../../src/tracing/trace-parent.ts';

const TRACE = 'c'.repeat(32);
const SPAN = 'a'.repeat(16);

describe('readTraceParent', () => {
  for (const [text, flags] of [
    [`00-${TRACE}-${SPAN}-01`, 1],
    [`00-${TRACE}-${SPAN}-00`, 0],
    [`00-${TRACE}-${SPAN}-ff`, 1],
    [` 00-${TRACE}-${SPAN}-01 `, 1],
    [`cc-${TRACE}-${SPAN}-01-what-comes`, 1],
  ] as const) {
    it(`reads ${text}`, () => {
      expect(readTraceParent({ TRACEPARENT: text })).to.deep.equal({
        traceId: TRACE,
        spanId: SPAN,
        traceFlags: flags,
        isRemote: true,
      });
    });
  }

  for (const text of [
    '',
    'zanzibar',
    `ff-${TRACE}-${SPAN}-01`,
    `00-${TRACE}-${SPAN}`,
    `00-${TRACE}-${SPAN}-01-more`,
    `00-${TRACE.toUpperCase()}-${SPAN}-01`,
    `00-${'0'.repeat(32)}-${SPAN}-01`,
    `00-${TRACE}-${'0'.repeat(16)}-01`,
  ]) {
    it(`ignores '${text}'`, () => {
      expect(readTraceParent({ TRACEPARENT: text, TRACESTATE: 'a=1' })).to.equal(undefined);
    });
  }

  it('keeps a state that is one, and no other', () => {
    const stateOf = (text: string): string | undefined =>
      readTraceParent({ TRACEPARENT: `00-${TRACE}-${SPAN}-01`, TRACESTATE: text })?.traceState?.serialize();
    expect(stateOf('a=1, b@c=2 ,')).to.equal('a=1,b@c=2');
    for (const text of ['zanzibar', 'A=1', 'a=\n', '=', Array(40).fill('a=1').join(',')]) {
      expect(stateOf(text), text).to.equal(undefined);
    }
  });

  it('lets instrumentations change a copy of the state', () => {
    const state = readTraceParent({
      TRACEPARENT: `00-${TRACE}-${SPAN}-01`,
      TRACESTATE: 'a=1,b=2',
    })?.traceState;
    expect(state?.set('b', '3').serialize()).to.equal('b=3,a=1');
    expect(state?.unset('a').serialize()).to.equal('b=2');
    expect([state?.get('a'), state?.get('c'), state?.serialize()]).to.deep.equal(['1', undefined, 'a=1,b=2']);
  });

  it('hands on what it has read, and never throws', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (TRACEPARENT, TRACESTATE) => {
        const read = readTraceParent({ TRACEPARENT, TRACESTATE });
        if (read !== undefined) expect(readTraceParent(traceParentVariables(read))).to.deep.equal(read);
      }),
    );
    const variables = { TRACEPARENT: `00-${TRACE}-${SPAN}-01`, TRACESTATE: 'a=1' };
    const span = readTraceParent(variables);
    expect(span && traceParentVariables(span)).to.deep.equal(variables);
  });
});
