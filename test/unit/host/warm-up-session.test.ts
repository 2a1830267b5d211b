import { expect } from 'chai';
import { warmUpSession } from '../../../src/host/warm-up-session.ts';
import { callsOf } from '../support/faults.ts';
import { useFolder } from '../support/folder.ts';

/** The recorder that it loads is a bundle; the tests of the package have it. */
describe('warmUpSession', () => {
  const folder = useFolder();

  it('looks at nothing but its own folder, the policy’s included, and leaves no listener', () => {
    const listeners = process.listenerCount('exit');
    const looks = callsOf('lstatSync', () => warmUpSession(folder.path));
    expect(looks).not.to.deep.equal([]);
    expect(looks.filter((file) => !file.startsWith(folder.path))).to.deep.equal([]);
    expect(process.listenerCount('exit')).to.equal(listeners);
  });
});
