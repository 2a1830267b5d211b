import { expect } from 'chai';
import * as fc from 'fast-check';
import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { addCounts, DROP_REASONS, noteDrop, readCounts, type Counts } from '../../../src/spool/counts.ts';
import type { SpoolLayout } from '../../../src/spool/layout.ts';
import { itOnPosix } from '../support/account.ts';
import { before } from '../support/faults.ts';
import { useFolder } from '../support/folder.ts';
import { makeSpool } from '../support/spools.ts';

const NOTHING: Counts = { delivered: 0, dropped: {} };

describe('counts of a spool', () => {
  const folder = useFolder();
  const layout = (): SpoolLayout => makeSpool(folder.at('spool'));

  it('have no reason that the page about delivery does not explain', () => {
    const page = readFileSync(new URL('../../../docs/delivery.md', import.meta.url), 'utf8');
    const explained = [...page.matchAll(/^\| `([\w-]+)` +\| [^|]+ \|$/gm)].map(([, reason]) => reason);
    expect(explained).to.deep.equal(DROP_REASONS);
  });

  it('begin with nothing', () => {
    expect(readCounts(layout())).to.deep.equal(NOTHING);
  });

  it('add up what senders add and hosts note', () => {
    addCounts(layout(), 3, { corrupt: 1 });
    noteDrop(layout(), 'not-stored', 2);
    addCounts(layout(), 4, { corrupt: 1, 'too-old': 5 });
    noteDrop(layout(), 'not-stored', 1);
    expect(readCounts(layout())).to.deep.equal({
      delivered: 7,
      dropped: { corrupt: 2, 'too-old': 5, 'not-stored': 3 },
    });
  });

  it('come out the same whenever a sender takes over what hosts noted', () => {
    const step = fc.record({
      bySender: fc.boolean(),
      reason: fc.constantFrom(...DROP_REASONS),
      spans: fc.integer({ min: 1, max: 100 }),
    });
    let run = 0;
    fc.assert(
      fc.property(fc.array(step, { maxLength: 10 }), (steps) => {
        run += 1;
        const spool = makeSpool(folder.at(`spool-${run}`));
        const expected: Record<string, number> = {};
        for (const { bySender, reason, spans } of steps) {
          if (bySender) addCounts(spool, 1, { [reason]: spans });
          else noteDrop(spool, reason, spans);
          expected[reason] = (expected[reason] ?? 0) + spans;
        }
        const delivered = steps.filter(({ bySender }) => bySender).length;
        expect(readCounts(spool)).to.deep.equal({ delivered, dropped: expected });
      }),
      { numRuns: 40 },
    );
  });

  for (const call of ['renameSync', 'lstatSync', 'writeFileSync', { name: 'renameSync', nth: 2 }] as const) {
    it(`count a drop once that a host notes just before a sender’s ${typeof call === 'string' ? call : 'second rename'}`, () => {
      noteDrop(layout(), 'not-stored', 1);
      before(
        call,
        () => noteDrop(layout(), 'not-stored', 10),
        () => addCounts(layout(), 0, { corrupt: 1 }),
      );
      expect(readCounts(layout()).dropped).to.deep.equal({ corrupt: 1, 'not-stored': 11 });
      addCounts(layout(), 1, {});
      expect(readCounts(layout()).dropped).to.deep.equal({ corrupt: 1, 'not-stored': 11 });
    });
  }

  itOnPosix('are for the user’s eyes only', () => {
    noteDrop(layout(), 'corrupt', 1);
    expect(statSync(layout().dropsFile).mode & 0o777).to.equal(0o600);
    addCounts(layout(), 1, {});
    expect(statSync(layout().countsFile).mode & 0o777).to.equal(0o600);
  });

  it('leave nothing beside them', () => {
    noteDrop(layout(), 'corrupt', 1);
    addCounts(layout(), 1, {});
    expect(readdirSync(layout().dir).toSorted()).to.deep.equal(['counts.json', 'pending', 'running']);
  });

  for (const text of [
    '',
    'null',
    '[]',
    '{',
    '{"delivered":"7","dropped":7}',
    '{"delivered":-7,"dropped":null}',
    '{"delivered":1.5}',
  ]) {
    it(`are nothing where the file holds ${JSON.stringify(text)}`, () => {
      folder.write('spool/counts.json', text);
      expect(readCounts(layout())).to.deep.equal(NOTHING);
    });
  }

  it('know no reasons but their own', () => {
    folder.write('spool/counts.json', '{"delivered":1,"dropped":{"corrupt":2,"secret":3,"too-old":-4}}');
    folder.write(
      'spool/drops.jsonl',
      '{"reason":"secret","spans":5}\nnonsense\n{"reason":"corrupt","spans":6}\n{"rea',
    );
    expect(readCounts(layout())).to.deep.equal({ delivered: 1, dropped: { corrupt: 8 } });
  });

  it('survive a folder in the place of their file', () => {
    mkdirSync(layout().countsFile);
    expect(readCounts(layout())).to.deep.equal(NOTHING);
  });
});
