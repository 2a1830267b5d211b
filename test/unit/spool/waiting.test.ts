import { expect } from 'chai';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { listEntries } from '../../../src/spool/claims.ts';
import type { SpoolLayout } from '../../../src/spool/layout.ts';
import type { EntryHeader } from '../../../src/spool/record.ts';
import { findDead, listFinished, readRecord, type DeadCommand } from '../../../src/spool/waiting.ts';
import { before } from '../support/faults.ts';
import { useFolder } from '../support/folder.ts';
import { deadPid } from '../support/programs.ts';
import { makeHeader, makeRecord, makeSpool, recordOfJournal, storeRecord } from '../support/spools.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

describe('listFinished', () => {
  const folder = useFolder();

  it('lists what a sender left first, the oldest first in each folder', () => {
    const layout = makeSpool(folder.at('spool'));
    const claim = folder.at('spool', 'claim-1-1-x');
    const stored = [
      storeRecord({ folder: layout.pendingDir, number: 1, modifiedMs: 4_000_000 }),
      storeRecord({ folder: layout.pendingDir, number: 2, modifiedMs: 3_000_000 }),
      storeRecord({ folder: claim, number: 3, modifiedMs: 6_000_000 }),
      storeRecord({ folder: claim, number: 4, modifiedMs: 5_000_000 }),
    ];
    storeRecord({ folder: layout.runningDir, number: 5 });
    expect(listFinished(layout).map(({ path }) => path)).to.deep.equal(stored.toReversed());
  });
});

describe('readRecord', () => {
  const folder = useFolder();

  it('tells a record from a corrupt file and from none', () => {
    const path = folder.write('1.jsonl', `{}\n${makeRecord(1)}\n`);
    const file = { path, bytes: 1, modifiedMs: 1 };
    expect(readRecord(file)).to.deep.equal({ json: makeRecord(1), spans: 1 });
    writeFileSync(path, 'nonsense');
    expect(readRecord(file)).to.equal(undefined);
    rmSync(path);
    expect(readRecord(file)).to.equal('gone');
  });
});

describe('findDead', () => {
  const folder = useFolder();
  let layout: SpoolLayout;
  let dead: number;
  beforeEach(async () => {
    layout = makeSpool(folder.at('spool'));
    dead = await deadPid();
  });
  const journal = (changes: Partial<EntryHeader>, rest = ''): EntryHeader => {
    const header = makeHeader(changes);
    folder.write('spool/running/1.jsonl', `${JSON.stringify(header)}\n${rest}`);
    return header;
  };
  const find = (afterMs = 0): DeadCommand[] => findDead(layout, Date.now() + afterMs, recordOfJournal);

  it('finds a command whose process is gone, and makes its record', () => {
    const header = journal({ pid: dead });
    const [file] = listEntries(layout.runningDir).files;
    const [command] = find();
    expect(command?.record).to.equal(recordOfJournal(header, file?.modifiedMs ?? 0));
    expect(command?.file).to.deep.equal(file);
  });

  it('lets a command at work alone', () => {
    journal({ pid: process.pid });
    expect(find(6 * DAY_MS)).to.deep.equal([]);
  });

  it('takes a process that has been silent for more than a week for another one with its id', () => {
    journal({ pid: process.pid });
    expect(find(7 * DAY_MS + 60_000)).to.have.lengthOf(1);
  });

  it('judges commands of other machines and containers by their age alone', () => {
    journal({ pid: dead, machine: 'other' });
    expect(find(6 * DAY_MS)).to.deep.equal([]);
    expect(find(8 * DAY_MS)).to.have.lengthOf(1);
  });

  it('takes the name that the command had last', () => {
    journal({ pid: dead }, '{"spanName":"acme list","attributes":{"cli.command":"list"}}\n');
    expect(find()[0]?.record).to.include('"acme list"');
  });

  it('takes the record of a command that died just before handing it over', () => {
    journal({ pid: dead }, `${makeRecord(1)}\n`);
    expect(find()[0]?.record).to.equal(makeRecord(1));
  });

  it('makes a killed command of one that died while it wrote its record', () => {
    const header = journal({ pid: dead }, makeRecord(1).slice(0, 20));
    expect(find()[0]?.record).to.include(header.spanId).and.include('killed');
  });

  it('leaves a corrupt journal until it is old, for it may only have begun', () => {
    folder.write('spool/running/1.jsonl', '{"v":1');
    expect(find()).to.deep.equal([]);
    expect(find(8 * DAY_MS).map(({ record }) => record)).to.deep.equal([undefined]);
  });

  it('does not mind a command that ends meanwhile', () => {
    journal({ pid: dead });
    const found = before(
      'readFileSync',
      () => rmSync(folder.at('spool', 'running', '1.jsonl')),
      () => find(),
    );
    expect(found).to.deep.equal([]);
  });

  it('changes nothing', () => {
    journal({ pid: dead });
    const text = readFileSync(folder.at('spool', 'running', '1.jsonl'), 'utf8');
    find();
    expect(readFileSync(folder.at('spool', 'running', '1.jsonl'), 'utf8')).to.equal(text);
  });
});
