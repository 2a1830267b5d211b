import { expect } from 'chai';
import { join } from 'node:path';
import { ownFolder } from '../../../src/host/own-folder.ts';

const FOLDER = join(import.meta.dirname, '../../../src/host');

describe('ownFolder', () => {
  // oxlint-disable-next-line typescript/unbound-method -- only put back
  const { prepareStackTrace, stackTraceLimit } = Error;
  afterEach(() => {
    Object.assign(Error, { prepareStackTrace, stackTraceLimit });
  });

  it('is the folder of the module that asks', () => {
    expect(ownFolder()).to.equal(FOLDER);
  });

  it('is found in hosts that change stacks, and leaves them as they were', () => {
    const own = (): string => 'nothing to see here';
    Object.assign(Error, { prepareStackTrace: own, stackTraceLimit: 0 });
    expect(ownFolder()).to.equal(FOLDER);
    expect(Error).to.include({ prepareStackTrace: own, stackTraceLimit: 0 });
  });
});
