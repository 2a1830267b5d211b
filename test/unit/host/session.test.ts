import { expect } from 'chai';
import { readdirSync } from 'node:fs';
import { PARTS_BESIDE } from '../../../src/host/parts.ts';
import { openTelemetry } from '../../../src/host/register.ts';
import { openSession, type OpenSession } from '../../../src/host/session.ts';
import { sessionOf } from '../../../src/host/session-of.ts';
import { SOURCE_PARTS } from '../../support/source-parts.ts';
import { useFolder } from '../support/folder.ts';
import { acmeHost } from '../support/hosts.ts';

/** Runs that record need a recorder: the built one, in the tests of processes, or its source. */
describe('openSession', () => {
  const folder = useFolder();
  const open = (env: NodeJS.ProcessEnv, options: Record<string, unknown> = {}): OpenSession => {
    const directories = { config: folder.at('c'), state: folder.at('s'), policy: folder.at('p') };
    return openSession(acmeHost({ directories, ...options }, folder.path), env, PARTS_BESIDE);
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

  describe('with a recorder', () => {
    const start = (env: NodeJS.ProcessEnv): ReturnType<typeof openTelemetry> => {
      const directories = { config: folder.at('c'), state: folder.at('s'), policy: folder.at('p') };
      return openTelemetry(acmeHost({ directories }, folder.path), env, SOURCE_PARTS);
    };
    const journals = (): string[] =>
      readdirSync(folder.at('s'), { recursive: true, encoding: 'utf8' }).filter((name) =>
        name.endsWith('.jsonl'),
      );

    it('forgets a run at once when the project says no, because a killed one never comes to its end', () => {
      const listeners = process.listenerCount('exit');
      const telemetry = start({ ACME_TELEMETRY: '1' });
      expect([journals().length, telemetry.isRecording]).to.deep.equal([1, true]);
      telemetry.projectSetting(false);
      expect([journals().length, telemetry.isRecording]).to.deep.equal([0, false]);
      expect(process.listenerCount('exit')).to.equal(listeners);
    });

    it('still shows a run to its user when the project says no', () => {
      const listeners = process.listenerCount('exit');
      const telemetry = start({ ACME_TELEMETRY: 'inspect' });
      telemetry.projectSetting(false);
      expect(process.listenerCount('exit')).to.equal(listeners + 1);
      sessionOf(telemetry).run?.discard();
    });
  });

  it('remembers that it was excluded', () => {
    const { exclude, isExcluded } = open({ DO_NOT_TRACK: '1' });
    expect(isExcluded()).to.equal(false);
    exclude();
    expect(isExcluded()).to.equal(true);
  });
});
