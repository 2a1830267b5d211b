import { expect } from 'chai';
import { denoAllows } from '../../../src/disk/deno.ts';

/** Runs work as under a Deno that says this of each permission. */
function underDeno<T>(status: { readonly state: string; readonly partial?: boolean }, work: () => T): T {
  const { versions } = process;
  Object.defineProperty(process, 'versions', { value: { ...versions, deno: '2.9.0' }, configurable: true });
  Reflect.set(globalThis, 'Deno', { build: {}, permissions: { querySync: () => status } });
  try {
    return work();
  } finally {
    Reflect.deleteProperty(globalThis, 'Deno');
    Object.defineProperty(process, 'versions', { value: versions, configurable: true });
  }
}

describe('denoAllows', () => {
  for (const [status, expected] of [
    [{ state: 'granted' }, true],
    [{ state: 'granted', partial: false }, true],
    // `--allow-env --deny-env=HOME`
    [{ state: 'granted', partial: true }, false],
    [{ state: 'prompt' }, false],
    [{ state: 'denied' }, false],
  ] as const) {
    it(`says ${expected} to ${JSON.stringify(status)}`, () => {
      expect(underDeno(status, () => denoAllows('env', 'read'))).to.equal(expected);
    });
  }
});
