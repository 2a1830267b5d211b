import { expect } from 'chai';
import { mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sweepSiblings } from '../../../src/sender/sweep.ts';
import { readCounts } from '../../../src/spool/counts.ts';
import type { SpoolLayout } from '../../../src/spool/layout.ts';
import { takeLock } from '../../../src/spool/lock.ts';
import { itOnPosix } from '../support/account.ts';
import { makeTestSpool, type TestSpool } from '../support/drains.ts';
import { useFolder } from '../support/folder.ts';
import { deadPid } from '../support/programs.ts';
import {
  recordOfJournal,
  entriesIn,
  makeHeader,
  makeSpool,
  spanIdOf,
  storeRecord,
} from '../support/spools.ts';

const OLD_MS = 1e12;
const NAME = `${spanIdOf(1)}.jsonl`;

describe('sweepSiblings', () => {
  const folder = useFolder();
  let own: TestSpool;
  let sibling: SpoolLayout;
  beforeEach(() => {
    own = makeTestSpool(folder.path, { url: 'http://127.0.0.1:1/v1/traces' });
    sibling = makeSpool(join(dirname(own.layout.dir), 'own'));
  });
  const sweep = (): void => sweepSiblings(own.request, Date.now(), recordOfJournal);

  it('holds the host’s other spools to their bounds, and counts what it drops there', () => {
    storeRecord({ folder: sibling.pendingDir, number: 1, spans: 3, modifiedMs: OLD_MS });
    storeRecord({ folder: sibling.pendingDir, number: 2 });
    sweep();
    expect(entriesIn(sibling.pendingDir)).to.deep.equal([`${spanIdOf(2)}.jsonl`]);
    expect(readCounts(sibling)).to.deep.equal({ delivered: 0, dropped: { 'too-old': 3 } });
    expect(entriesIn(sibling.dir)).not.to.include('lock.json');
  });

  it('leaves the spool of its own to the drain', () => {
    storeRecord({ folder: own.layout.pendingDir, number: 1, modifiedMs: OLD_MS });
    sweep();
    expect(entriesIn(own.layout.pendingDir)).to.deep.equal([NAME]);
  });

  it('leaves a spool alone that another sender works on', () => {
    storeRecord({ folder: sibling.pendingDir, number: 1, modifiedMs: OLD_MS });
    takeLock(sibling, 60_000);
    sweep();
    expect(entriesIn(sibling.pendingDir)).to.deep.equal([NAME]);
    expect(entriesIn(sibling.dir)).to.include('lock.json');
  });

  itOnPosix('does not follow links, and does not mind files', () => {
    storeRecord({ folder: sibling.pendingDir, number: 1, modifiedMs: OLD_MS });
    renameSync(sibling.dir, folder.at('moved'));
    symlinkSync(folder.at('moved'), sibling.dir);
    writeFileSync(join(dirname(own.layout.dir), 'file'), '');
    sweep();
    expect(entriesIn(folder.at('moved', 'pending'))).to.deep.equal([NAME]);
  });

  it('reaps the dead of other spools, and counts journals that are corrupt', async () => {
    const header = makeHeader({ pid: await deadPid() });
    mkdirSync(sibling.runningDir, { recursive: true });
    writeFileSync(join(sibling.runningDir, NAME), `${JSON.stringify(header)}\n`);
    storeRecord({ folder: sibling.runningDir, number: 2, modifiedMs: OLD_MS });
    writeFileSync(join(sibling.runningDir, `${spanIdOf(3)}.jsonl`), 'nonsense');
    sweepSiblings(own.request, Date.now() + 8 * 24 * 60 * 60 * 1000, recordOfJournal);
    expect(entriesIn(sibling.runningDir)).to.deep.equal([]);
    expect(entriesIn(sibling.pendingDir)).to.include(NAME);
    expect(readCounts(sibling).dropped).to.include({ corrupt: 1 });
  });
});
