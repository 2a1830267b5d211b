import { expect } from 'chai';
import { readdirSync } from 'node:fs';
import { openSession, type Session } from '../../../src/host/session.ts';
import { useFolder } from '../support/folder.ts';
import { acmeHost } from '../support/hosts.ts';

/** Runs that record need the built recorder; the tests of processes have them. */
describe('openSession', () => {
  const folder = useFolder();
  const open = (env: NodeJS.ProcessEnv, options: Record<string, unknown> = {}): Session => {
    const directories = { config: folder.at('c'), state: folder.at('s'), policy: folder.at('p') };
    return openSession(acmeHost({ directories, ...options }, folder.path), env);
  };

  it('records nothing and touches nothing after a no', () => {
    const listeners = process.listenerCount('exit');
    expect(open({ DO_NOT_TRACK: '1' }).run).to.equal(undefined);
    expect(readdirSync(folder.path)).to.deep.equal([]);
    expect(process.listenerCount('exit')).to.equal(listeners);
  });

  it('records nothing as a part of another command', () => {
    expect(open({ ACME_TELEMETRY: '1', NODE_UNIQUE_ID: '1' }).run).to.equal(undefined);
  });

  it('stays silent, and does not throw, where there is no recorder to load', () => {
    expect(open({ ACME_TELEMETRY: '1' }).run).to.equal(undefined);
    expect(readdirSync(folder.path)).to.deep.equal([]);
  });

  it('does not let a project take back its no', () => {
    const { project, settleProject, isExcluded } = open({ DO_NOT_TRACK: '1' }, { project: 'pending' });
    const said = [true, undefined, false, true].map((value) => {
      settleProject(value);
      return [project(), isExcluded()];
    });
    expect(said).to.deep.equal([
      [true, false],
      [undefined, false],
      [false, true],
      [false, true],
    ]);
  });

  it('remembers that it was excluded', () => {
    const { exclude, isExcluded } = open({ DO_NOT_TRACK: '1' });
    expect(isExcluded()).to.equal(false);
    exclude();
    expect(isExcluded()).to.equal(true);
  });
});
