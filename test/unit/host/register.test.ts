import { expect } from 'chai';
import { readdirSync } from 'node:fs';
import { registerTelemetry } from '../../../src/host/register.ts';
import { sessionOf } from '../../../src/host/session-of.ts';
import type { Telemetry } from '../../../src/host/telemetry.ts';
import type { TelemetryOptions } from '../../../src/host/telemetry-options.ts';
import { useFolder } from '../support/folder.ts';

/** Runs that record need the built bundles, which the sources have not; the tests of processes have them. */
describe('registerTelemetry', () => {
  const folder = useFolder();
  let names = 0;
  const options = (changes: Partial<TelemetryOptions> = {}): TelemetryOptions => ({
    name: `unit-${names}`,
    version: '1.2.3',
    endpoint: 'https://telemetry.acme.example',
    directories: { config: folder.at('c'), state: folder.at('s'), policy: folder.at('p') },
    ...changes,
  });
  const register = (changes: Partial<TelemetryOptions> = {}): Telemetry => {
    names += 1;
    return registerTelemetry(options(changes));
  };

  it('gives an object that does nothing where there is no recorder to load', () => {
    const telemetry = register();
    expect(telemetry.isRecording).to.equal(false);
    telemetry.command('deploy', ['dry-run']);
    telemetry.recordError(new Error('secret'));
    telemetry.projectSetting(true);
    expect(readdirSync(folder.path)).to.deep.equal([]);
  });

  it('gives the same object to everybody who registers the same name', () => {
    const telemetry = register();
    expect(registerTelemetry(options({ version: '9.9.9' }))).to.equal(telemetry);
    expect(register()).not.to.equal(telemetry);
    expect(sessionOf(telemetry).host.version).to.equal('1.2.3');
  });

  it('lets a step return, resolve and throw what its work does', async () => {
    const telemetry = register({ consent: 'opt-in' });
    const error = new Error('mine');
    expect(telemetry.step('upload', () => 7)).to.equal(7);
    expect(await telemetry.step('upload', () => Promise.resolve(7))).to.equal(7);
    expect(() =>
      telemetry.step('upload', () => {
        throw error;
      }),
    ).to.throw(error);
  });

  it('throws a TypeError for wrong options, also of a name that is registered', () => {
    register();
    expect(() => registerTelemetry(options({ identity: 'random' as 'none' }))).to.throw(
      TypeError,
      '"identity"',
    );
  });

  it('is not misled by names of JavaScript’s own', () => {
    for (const name of ['constructor', 'toString', 'hasOwnProperty']) {
      expect(registerTelemetry(options({ name })).isRecording).to.equal(false);
    }
  });
});
