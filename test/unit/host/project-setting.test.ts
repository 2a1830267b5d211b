import { expect } from 'chai';
import * as fc from 'fast-check';
import { knownProject } from '../../../src/host/project-setting.ts';

describe('knownProject', () => {
  for (const setting of [true, false, 'pending', undefined] as const) {
    it(`is what the host said at registration: ${setting}`, () => {
      expect(knownProject(setting).current()).to.equal(setting);
    });
  }

  for (const value of [true, undefined]) {
    it(`does not object after ${value}`, () => {
      const project = knownProject('pending');
      project.settle(value);
      expect(project.current()).to.equal(value);
    });
  }

  it('is a no after anything that is neither true nor undefined', () => {
    const other = fc.anything().filter((value) => value !== true && value !== undefined);
    fc.assert(
      fc.property(other, (value) => {
        const project = knownProject('pending');
        project.settle(value);
        expect(project.current()).to.equal(false);
      }),
    );
  });

  it('stays a no, whatever comes after one', () => {
    fc.assert(
      fc.property(fc.array(fc.anything()), fc.array(fc.anything()), (earlier, later) => {
        const project = knownProject(undefined);
        for (const value of [...earlier, false, ...later]) project.settle(value);
        expect(project.current()).to.equal(false);
      }),
    );
  });
});
