import { expect } from 'chai';
import { closedSession } from '../../../src/host/closed-session.ts';
import { createGuard } from '../../../src/host/guard.ts';
import { acmeHost } from '../support/hosts.ts';

describe('closedSession', () => {
  it('records nothing, whatever comes, and hands on what the verbs need', () => {
    const guard = createGuard('ACME_TELEMETRY_DEBUG', {});
    const host = acmeHost({ project: 'pending' });
    const session = closedSession(host, { DO_NOT_TRACK: '1' }, guard);
    session.settleProject(true);
    session.mountVerbs('telemetry');
    session.exclude();
    expect(session.isExcluded()).to.equal(false);
    expect(session).to.include({ host, run: undefined, guard });
    expect(session.env).to.deep.equal({ DO_NOT_TRACK: '1' });
    expect(session.project(), 'for the verbs').to.equal(true);
  });
});
