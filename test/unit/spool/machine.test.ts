import { expect } from 'chai';
import { uptime } from 'node:os';
import { isAlive, machineToken } from '../../../src/spool/machine.ts';
import { asStranger, itWithStranger } from '../support/account.ts';
import { failing } from '../support/faults.ts';
import { deadPid } from '../support/programs.ts';

describe('machineToken', () => {
  it('stays the same', () => {
    expect(machineToken()).to.equal(machineToken()).and.to.have.lengthOf.above(5);
  });

  (process.platform === 'linux' ? it : it.skip)('tells boots and containers apart', () => {
    expect(machineToken()).to.match(/^[0-9a-f-]{36} pid:\[\d+\]$/);
  });

  it('falls back to the time of the boot where the system tells nothing', () => {
    const [, minute] = /^booted (\d+)$/.exec(failing('readFileSync', 'ENOENT', machineToken)) ?? [];
    expect(Number(minute) * 60_000).to.be.closeTo(Date.now() - uptime() * 1000, 60_000);
  });
});

describe('isAlive', () => {
  it('knows a live process from a dead one', async () => {
    expect(isAlive(process.pid, machineToken())).to.equal(true);
    expect(isAlive(await deadPid(), machineToken())).to.equal(false);
  });

  it('does not know about processes of another boot, machine or container', () => {
    expect(isAlive(process.pid, 'another machine')).to.equal(undefined);
    expect(isAlive(process.pid, '')).to.equal(undefined);
  });

  itWithStranger('knows that a process of another account lives', () => {
    expect(asStranger(() => isAlive(1, machineToken()))).to.equal(true);
  });
});
