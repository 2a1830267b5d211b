import { expect } from 'chai';
import { warmUpSession } from '../../../src/host/warm-up-session.ts';
import { useFolder } from '../support/folder.ts';

describe('warmUpSession', () => {
  const folder = useFolder();

  it('leaves no listener behind', () => {
    const listeners = process.listenerCount('exit');
    warmUpSession(folder.path);
    expect(process.listenerCount('exit')).to.equal(listeners);
  });
});
