import { expect } from 'chai';
import * as fc from 'fast-check';
import { symlinkSync } from 'node:fs';
import type { SpoolLayout } from '../../../src/spool/layout.ts';
import { MAX_WAIT_MS, readSchedule, writeSchedule, type Schedule } from '../../../src/spool/schedule.ts';
import { itOnPosix } from '../support/account.ts';
import { useFolder } from '../support/folder.ts';
import { makeSpool } from '../support/spools.ts';

const NOW = 1_798_761_600_000;
const DUE_NOW: Schedule = { nextStart: 0, nextPost: 0, failures: 0 };

const CORRUPT = [
  '',
  'null',
  '{}',
  '{"nextStart":1,"nextPost":1}',
  '{"nextStart":1,"nextPost":1,"failures":0,"more":1}',
  '{"nextStart":"1","nextPost":1,"failures":0}',
  '{"nextStart":1,"nextPost":1.5,"failures":0}',
  '{"nextStart":1,"nextPost":1,"failures":null}',
  '{"nextStart":1e400,"nextPost":1,"failures":0}',
];

describe('readSchedule', () => {
  const folder = useFolder();
  const layout = (): SpoolLayout => makeSpool(folder.at('spool'));

  it('reads what was written', () => {
    const time = fc.integer({ min: 0, max: NOW + MAX_WAIT_MS });
    fc.assert(
      fc.property(fc.record({ nextStart: time, nextPost: time, failures: fc.nat() }), (schedule) => {
        writeSchedule(layout(), schedule);
        expect(readSchedule(layout(), NOW)).to.deep.equal(schedule);
      }),
      { numRuns: 20 },
    );
  });

  it('is due now where there is none', () => {
    expect(readSchedule(layout(), NOW)).to.deep.equal(DUE_NOW);
  });

  for (const text of CORRUPT) {
    it(`is due now where the file holds ${JSON.stringify(text)}`, () => {
      folder.write('spool/schedule.json', text);
      expect(readSchedule(layout(), NOW)).to.deep.equal(DUE_NOW);
    });
  }

  for (const far of ['nextStart', 'nextPost'] as const) {
    it(`is due now where the clock was set back and ${far} lies impossibly far ahead`, () => {
      const schedule = { nextStart: NOW, nextPost: NOW, failures: 3 };
      writeSchedule(layout(), { ...schedule, [far]: NOW + MAX_WAIT_MS });
      expect(readSchedule(layout(), NOW).failures).to.equal(3);
      expect(readSchedule(layout(), NOW - 1)).to.deep.equal(DUE_NOW);
    });
  }

  itOnPosix('does not believe a link', () => {
    const file = folder.write('elsewhere', JSON.stringify({ nextStart: NOW, nextPost: NOW, failures: 0 }));
    symlinkSync(file, layout().scheduleFile);
    expect(readSchedule(layout(), NOW)).to.deep.equal(DUE_NOW);
  });
});
