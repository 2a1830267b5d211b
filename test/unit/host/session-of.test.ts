import { expect } from 'chai';
import { attachSession, sessionOf } from '../../../src/host/session-of.ts';
import { openTelemetry } from '../../../src/host/register.ts';
import type { Session } from '../../../src/host/session.ts';
import type { Telemetry } from '../../../src/host/telemetry.ts';
import { SOURCE_PARTS } from '../../support/source-parts.ts';
import { acmeHost } from '../support/hosts.ts';

const nothing = (): void => undefined;
const makeTelemetry = (): Telemetry => ({
  isRecording: false,
  command: nothing,
  set: nothing,
  step: (_name, work) => work(),
  recordError: nothing,
  projectSetting: nothing,
  childEnv: (env = {}) => env,
});
const session: Session = sessionOf(openTelemetry(acmeHost({ distribution: 'disabled' }), {}, SOURCE_PARTS));

describe('sessionOf', () => {
  it('finds what was attached', () => {
    expect(sessionOf(attachSession(makeTelemetry(), session))).to.equal(session);
  });

  it('finds it for another copy of this module, as another bundle is', async () => {
    const telemetry = attachSession(makeTelemetry(), session);
    const copy = new URL('../../../src/host/session-of.ts?copy', import.meta.url);
    const other = (await import(copy.href)) as typeof import('../../../src/host/session-of.ts');
    expect(other.sessionOf).not.to.equal(sessionOf);
    expect(other.sessionOf(telemetry)).to.equal(session);
  });

  it('keeps it out of sight', () => {
    const telemetry = attachSession(makeTelemetry(), session);
    expect(Reflect.ownKeys({ ...telemetry })).to.deep.equal(Reflect.ownKeys(makeTelemetry()));
    expect(JSON.stringify(telemetry)).to.equal('{"isRecording":false}');
  });

  for (const value of [undefined, null, {}, 'telemetry', 7, makeTelemetry()] as Telemetry[]) {
    it(`throws a TypeError for ${typeof value} ${JSON.stringify(value) ?? ''}`, () => {
      expect(() => sessionOf(value)).to.throw(TypeError, 'registerTelemetry');
    });
  }
});
