import { expect } from 'chai';
import { isAlive, machineToken } from '../../../src/spool/machine.ts';
import { asStranger, itWithStranger } from '../support/account.ts';
import { failing } from '../support/faults.ts';
import { deadPid } from '../support/programs.ts';

describe('machineToken', () => {
  it('stays the same', () => {
    expect(machineToken()).to.equal(machineToken()).and.to.have.lengthOf.above(5);
  });

  it('falls back to the time of the boot where the system tells nothing', () => {
    expect(failing('readFileSync', 'ENOENT', machineToken)).to.match(/^booted \d+$/);
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
