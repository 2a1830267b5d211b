import { expect } from 'chai';
import { lazy } from '../../src/lazy.ts';

describe('lazy', () => {
  it('makes its value at the first call, and once', () => {
    let makes = 0;
    const value = lazy(() => ({ makes: (makes += 1) }));
    expect(makes).to.equal(0);
    expect(value()).to.equal(value());
    expect(makes).to.equal(1);
  });
});
