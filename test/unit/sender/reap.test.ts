import { expect } from 'chai';
import { readFileSync, rmSync } from 'node:fs';
import { reapDead } from '../../../src/sender/reap.ts';
import type { SpoolLayout } from '../../../src/spool/layout.ts';
import { parseRecord } from '../../../src/spool/record.ts';
import { before } from '../support/faults.ts';
import { useFolder } from '../support/folder.ts';
import { deadPid } from '../support/programs.ts';
import {
  recordOfJournal,
  entriesIn,
  makeHeader,
  makeRecord,
  makeSpool,
  spanIdOf,
} from '../support/spools.ts';

const WEEK_MS = 7 * 24 * 60 * 60 * 1000;

describe('reapDead', () => {
  const folder = useFolder();
  let layout: SpoolLayout;
  let dead: number;
  beforeEach(async () => {
    layout = makeSpool(folder.at('spool'));
    dead = await deadPid();
  });
  const journal = (number: number, pid: number, rest = ''): string =>
    folder.write(
      `spool/running/${spanIdOf(number)}.jsonl`,
      `${JSON.stringify(makeHeader({ pid, spanId: spanIdOf(number) }))}\n${rest}`,
    );
  const reap = (afterMs = 0): number => reapDead(layout, Date.now() + afterMs, recordOfJournal);
  const waiting = (number: number): string =>
    parseRecord(readFileSync(folder.at('spool', 'pending', `${spanIdOf(number)}.jsonl`), 'utf8'))?.json ?? '';

  it('turns the journals of dead commands into records, and leaves those at work', () => {
    journal(1, dead);
    journal(2, process.pid);
    journal(3, dead);
    expect(reap()).to.equal(0);
    expect(entriesIn(layout.runningDir)).to.deep.equal([`${spanIdOf(2)}.jsonl`]);
    expect([waiting(1), waiting(3)].map((json) => json.includes('killed'))).to.deep.equal([true, true]);
    expect(waiting(3)).to.include(spanIdOf(3));
  });

  it('does so once', () => {
    journal(1, dead);
    reap();
    const record = waiting(1);
    reap();
    expect(waiting(1)).to.equal(record);
    expect(entriesIn(layout.pendingDir)).to.have.lengthOf(1);
  });

  it('hands over the record of a command that died before it could', () => {
    journal(1, dead, `${makeRecord(1)}\n`);
    reap();
    expect(waiting(1)).to.equal(makeRecord(1));
  });

  it('makes a whole record behind one that was cut off', () => {
    journal(1, dead, makeRecord(1).slice(0, 30));
    reap();
    expect(waiting(1)).to.include('killed');
  });

  it('makes the folder for them where a sender has just claimed it', () => {
    journal(1, dead);
    rmSync(layout.pendingDir, { recursive: true });
    reap();
    expect(waiting(1)).to.include('killed');
  });

  it('does not bring back a journal that is removed meanwhile', () => {
    const file = journal(1, dead);
    before('openSync', () => rmSync(file), reap);
    expect(entriesIn(layout.runningDir)).to.deep.equal([]);
    expect(entriesIn(layout.pendingDir)).to.deep.equal([]);
  });

  it('removes corrupt journals once they are old, and says how many', () => {
    folder.write('spool/running/1.jsonl', 'nonsense');
    expect(reap()).to.equal(0);
    expect(reap(WEEK_MS + 60_000)).to.equal(1);
    expect(entriesIn(layout.runningDir)).to.deep.equal([]);
  });
});
