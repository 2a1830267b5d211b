import { expect } from 'chai';
import { compileBundle, type BundleScript } from '../../../src/code-cache/script.ts';

const compile = (source: string, cachedData?: Buffer): BundleScript =>
  compileBundle({ source, filename: '/acme/dist/recorder.cjs', cachedData });

describe('compileBundle', () => {
  it('runs a CommonJS bundle and gives what it exports', () => {
    expect(compile('module.exports = { a: 1 };').run()).to.deep.equal({ a: 1 });
    expect(compile('exports.a = 1; // a last line without an end').run()).to.deep.equal({ a: 1 });
  });

  it('runs nothing before it is asked to', () => {
    compile('throw new Error("ran");');
    expect(() => compile('throw new Error("ran");').run()).to.throw('ran');
  });

  it('goes without a code cache that V8 does not accept', () => {
    const { script, run } = compile('module.exports = 7;', Buffer.from('no code cache'));
    expect(script.cachedDataRejected).to.equal(true);
    expect(run()).to.equal(7);
  });

  it('names the bundle’s own file in stacks', () => {
    expect(() => compile('throw new Error("x");').run())
      .to.throw(Error)
      .with.property('stack')
      .that.includes('/acme/dist/recorder.cjs:1');
  });
});
