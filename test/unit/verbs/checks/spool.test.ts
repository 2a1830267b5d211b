import { expect } from 'chai';
import { writeFileSync } from 'node:fs';
import type { LastSend } from '../../../../src/spool/last-send.ts';
import type { SpoolLayout } from '../../../../src/spool/layout.ts';
import { machineToken } from '../../../../src/spool/machine.ts';
import { writeSchedule } from '../../../../src/spool/schedule.ts';
import {
  checkDrops,
  checkLastSend,
  checkLock,
  checkSchedule,
  checkWaiting,
} from '../../../../src/verbs/checks/spool.ts';
import type { SpoolStatus } from '../../../../src/verbs/collect-status.ts';
import { useFolder } from '../../support/folder.ts';
import { deadPid } from '../../support/programs.ts';
import { makeSpool } from '../../support/spools.ts';

const AT = 1_800_000_000_000;

const status = (changes: Partial<SpoolStatus> = {}): SpoolStatus => ({
  url: 'https://telemetry.acme.example/v1/traces',
  isCurrent: true,
  waitingRecords: 0,
  waitingBytes: 0,
  foreignFiles: 0,
  lastSend: null,
  nextPost: 0,
  delivered: 0,
  dropped: {},
  ...changes,
});

describe('checkLock', () => {
  const folder = useFolder();
  const hold = (pid: number, since: number): SpoolLayout => {
    const layout = makeSpool(folder.at('spool'));
    writeFileSync(layout.lockFile, JSON.stringify({ pid, machine: machineToken(), since }));
    return layout;
  };

  it('says that nobody sends', () => {
    expect(checkLock(makeSpool(folder.at('spool')), Date.now()).says).to.equal('no sender is at work');
  });

  it('finds nothing wrong with a sender at work', () => {
    const check = checkLock(hold(process.pid, Date.now()), Date.now());
    expect(check).to.include({ state: 'ok' });
    expect(check.says).to.match(new RegExp(`^a sender is at work: process ${process.pid}, since 20`));
  });

  it('finds nothing wrong with a lock that a sender left', async () => {
    const check = checkLock(hold(await deadPid(), Date.now()), Date.now());
    expect(check).to.include({ state: 'ok' });
    expect(check.says).to.include('the next sender takes it');
  });

  it('finds a sender that should have ended', () => {
    const layout = hold(process.pid, Date.now() - 120_000);
    const check = checkLock(layout, Date.now());
    expect(check).to.include({ state: 'problem' });
    expect(check.remedy).to.include(layout.lockFile);
  });
});

describe('checkSchedule', () => {
  const folder = useFolder();

  it('says when the next send comes, and after how many failures', () => {
    const layout = makeSpool(folder.at('spool'));
    expect(checkSchedule(layout, AT).says).to.equal('with the next command');
    writeSchedule(layout, { nextStart: AT + 60_000, nextPost: AT + 120_000, failures: 3 });
    expect(checkSchedule(layout, AT).says).to.equal(
      'not before 2027-01-15T08:02:00.000Z, after 3 failed in a row',
    );
    expect(checkSchedule(layout, AT + 120_000).says).to.equal(
      'with the next command, after 3 failed in a row',
    );
  });
});

describe('checkWaiting', () => {
  it('counts what waits', () => {
    const check = checkWaiting(status({ waitingRecords: 2, waitingBytes: 700 }), '/spool');
    expect(check).to.deep.include({ state: 'ok', says: '2 commands, 700 bytes' });
  });

  it('finds what is not the user’s, and says where', () => {
    const check = checkWaiting(status({ foreignFiles: 3 }), '/spool');
    expect(check).to.include({ state: 'problem' });
    expect(check.says).to.include('3 links or files of other accounts');
    expect(check.remedy).to.include('/spool');
  });
});

describe('checkDrops', () => {
  it('says what was lost, which nobody can mend', () => {
    const dropped = { 'too-old': 2, 'too-many-steps': 800 };
    expect(checkDrops(status({ delivered: 5, dropped }))).to.deep.include({
      state: 'ok',
      says: '5 delivered, dropped: 2 too-old, 800 too-many-steps',
    });
  });
});

describe('checkLastSend', () => {
  const last = (result: LastSend['result'], why = ''): SpoolStatus =>
    status({ lastSend: { at: AT, result, why, delivered: 0 } });

  it('says what it came to', () => {
    expect(checkLastSend(status(), true).says).to.equal('never');
    expect(checkLastSend(last('delivered'), true)).to.deep.include({
      state: 'ok',
      says: '2027-01-15T08:00:00.000Z: delivered',
    });
    expect(checkLastSend(last('stopped'), true).state).to.equal('ok');
  });

  it('finds what was kept only while the collector is away', () => {
    expect(checkLastSend(last('kept', 'HTTP 503'), true)).to.include({ state: 'problem' });
    const check = checkLastSend(last('kept', 'HTTP 503'), false);
    expect(check).to.include({ state: 'ok' });
    expect(check.says).to.include('kept for later (HTTP 503)');
  });

  it('finds what was dropped', () => {
    expect(checkLastSend(last('dropped', 'HTTP 403'), false).state).to.equal('problem');
  });
});
