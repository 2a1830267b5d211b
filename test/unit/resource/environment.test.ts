import { expect } from 'chai';
import * as fc from 'fast-check';
import { environmentKind } from '../../../src/resource/environment.ts';

const ORDER = ['ci', 'agent', 'ide', 'container', 'terminal'] as const;
const NOWHERE = { ci: false, agent: false, ide: false, container: false, terminal: false };

describe('environmentKind', () => {
  for (const kind of ORDER) {
    it(`answers ${kind} where nothing else holds`, () => {
      expect(environmentKind({ ...NOWHERE, [kind]: true })).to.equal(kind);
    });
  }

  it('answers other where nothing holds', () => {
    expect(environmentKind(NOWHERE)).to.equal('other');
  });

  it('answers the first that holds', () => {
    const surroundings = fc.record({
      ci: fc.boolean(),
      agent: fc.boolean(),
      ide: fc.boolean(),
      container: fc.boolean(),
      terminal: fc.boolean(),
    });
    fc.assert(
      fc.property(surroundings, (holds) => {
        const kind = environmentKind(holds);
        const earlier = ORDER.slice(0, kind === 'other' ? ORDER.length : ORDER.indexOf(kind));
        expect(earlier.filter((name) => holds[name])).to.deep.equal([]);
        expect(kind === 'other' || holds[kind]).to.equal(true);
      }),
    );
  });
});
