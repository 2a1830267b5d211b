import { expect } from 'chai';
import { existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import type { SpoolLayout } from '../../../src/spool/layout.ts';
import { isHeld, readLock, releaseLock, takeLock, type LockHolder } from '../../../src/spool/lock.ts';
import { machineToken } from '../../../src/spool/machine.ts';
import { itOnPosix } from '../support/account.ts';
import { before, failing } from '../support/faults.ts';
import { useFolder } from '../support/folder.ts';
import { deadPid, raceProgram } from '../support/programs.ts';
import { makeSpool } from '../support/spools.ts';

const STALE_MS = 60_000;
const MINUTE_MS = 60_000;

describe('lock of a spool', () => {
  const folder = useFolder();
  const layout = (): SpoolLayout => makeSpool(folder.at('spool'));
  const take = (): boolean => takeLock(layout(), STALE_MS);
  const heldBy = (holder: Partial<LockHolder>): void => {
    const whole = { pid: process.pid, machine: machineToken(), since: Date.now(), ...holder };
    folder.write('spool/lock.json', JSON.stringify(whole));
  };
  let dead = 0;
  beforeEach(async () => {
    dead = await deadPid();
  });

  it('is taken once, until it is given back', () => {
    expect([take(), take()]).to.deep.equal([true, false]);
    releaseLock(layout());
    expect(take()).to.equal(true);
    expect(readLock(layout())).to.include({ pid: process.pid, machine: machineToken() });
  });

  it('may be given back twice', () => {
    take();
    releaseLock(layout());
    releaseLock(layout());
    expect(readLock(layout())).to.equal(undefined);
  });

  const rows: readonly (readonly [title: string, holder: () => Partial<LockHolder>, isTaken: boolean])[] = [
    ['a live process', () => ({ since: Date.now() - 5 * MINUTE_MS }), false],
    ['a live process so old that it must be a zombie', () => ({ since: Date.now() - 11 * MINUTE_MS }), true],
    ['a live process of a clock that was set back', () => ({ since: Date.now() + 11 * MINUTE_MS }), true],
    ['a dead process', () => ({ pid: dead }), true],
    ['a process of another machine a moment ago', () => ({ machine: 'other', pid: dead }), false],
    [
      'a process of another machine long ago',
      () => ({ machine: 'other', since: Date.now() - STALE_MS }),
      true,
    ],
    [
      'a process of another machine and clock',
      () => ({ machine: 'other', since: Date.now() + 2 * STALE_MS }),
      true,
    ],
  ];
  for (const [title, holder, isTaken] of rows) {
    it(`is ${isTaken ? 'taken from' : 'left to'} ${title}`, () => {
      heldBy(holder());
      expect(take()).to.equal(isTaken);
      expect(readLock(layout())?.pid === process.pid).to.equal(isTaken || holder().pid === undefined);
    });
  }

  for (const text of [
    '{',
    '{}',
    '{"pid":"7","machine":"m","since":1}',
    '{"pid":7,"machine":"m","since":null}',
    '',
  ]) {
    it(`is taken where its file holds ${JSON.stringify(text)}`, () => {
      folder.write('spool/lock.json', text);
      expect(take()).to.equal(true);
    });
  }

  itOnPosix('is taken where a link was planted, whose target stays as it is', () => {
    symlinkSync(folder.write('victim', 'precious'), layout().lockFile);
    expect(take()).to.equal(true);
    expect(readFileSync(folder.at('victim'), 'utf8')).to.equal('precious');
  });

  it('is taken also where the file system has no hard links', () => {
    expect(failing('linkSync', 'EPERM', take)).to.equal(true);
    expect(failing('linkSync', 'EPERM', take)).to.equal(false);
  });

  it('is not taken from another sender that took the stale one a moment before', () => {
    heldBy({ pid: dead });
    let theirs = false;
    const mine = before(
      'renameSync',
      () => {
        theirs = take();
      },
      take,
    );
    expect([theirs, mine]).to.deep.equal([true, false]);
    expect(existsSync(layout().lockFile)).to.equal(true);
  });

  it('leaves nothing beside it', () => {
    heldBy({ pid: dead });
    take();
    expect(readdirSync(layout().dir)).to.deep.equal(['lock.json', 'pending', 'running']);
  });

  it('throws where it cannot be written', () => {
    const nowhere = { ...layout(), lockFile: folder.at('nowhere', 'lock.json') };
    expect(() => takeLock(nowhere, STALE_MS)).to.throw('ENOENT');
  });

  for (const round of [1, 2, 3]) {
    it(`goes to one of ten processes that want it at once (${round})`, async () => {
      makeSpool(folder.at('spool'));
      const answers = await raceProgram('take-lock', [folder.at('spool'), '10'], 10);
      expect(answers.filter((answer) => answer === 'taken')).to.have.lengthOf(1);
    });
  }
});

describe('isHeld', () => {
  it('asks the system and not the age about a process of this machine', async () => {
    const machine = machineToken();
    const since = Date.now() - STALE_MS + 5000;
    expect(isHeld({ pid: process.pid, machine, since }, STALE_MS)).to.equal(true);
    expect(isHeld({ pid: process.pid, machine, since }, 1)).to.equal(true);
    expect(isHeld({ pid: await deadPid(), machine, since: Date.now() }, STALE_MS)).to.equal(false);
  });
});
