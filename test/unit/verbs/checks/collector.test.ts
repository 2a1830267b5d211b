import { expect } from 'chai';
import * as fc from 'fast-check';
import type { Answer } from '../../../../src/verbs/checks/ask-collector.ts';
import type { Check } from '../../../../src/verbs/checks/check.ts';
import { checkCollector } from '../../../../src/verbs/checks/collector.ts';

const URL = 'https://telemetry.acme.example/v1/traces';

const check = (answer: Answer, proxy?: string): Check =>
  checkCollector(answer, { url: URL, proxy, isHost: false });
const answered = (status: number): Answer => ({ kind: 'answered', status, retryAfter: undefined, body: '' });
const unreachable = (code: string): Answer => ({ kind: 'unreachable', code });

type Row = readonly [answer: Answer, says: RegExp, remedy: RegExp];

const PROBLEMS: readonly Row[] = [
  [unreachable('ECONNREFUSED'), /ECONNREFUSED, nobody listens there; what waits is kept/, /tried again/],
  [unreachable('ENOTFOUND'), /ENOTFOUND, there is no such name/, /HTTPS_PROXY/],
  [unreachable('ETIMEDOUT'), /no answer in time/, /firewall/],
  [unreachable('CERT_HAS_EXPIRED'), /certificate has expired/, /clock/],
  [unreachable('SELF_SIGNED_CERT_IN_CHAIN'), /authority that Node does not know/, /NODE_EXTRA_CA_CERTS/],
  [
    unreachable('UNABLE_TO_GET_ISSUER_CERT_LOCALLY'),
    /authority that Node does not know/,
    /NODE_USE_SYSTEM_CA=1/,
  ],
  [unreachable('ERR_PROXY_TUNNEL'), /the proxy does not let it through/, /password/],
  [unreachable('ESOMETHING'), /ESOMETHING, it cannot be reached/, /network/],
  [unreachable('constructor'), /it cannot be reached/, /network/],
  [answered(302), /HTTP 302, a redirect, which is never followed.*; what waits is kept/, /sign in/],
  [answered(403), /HTTP 403, .*; what is sent is dropped/, /vendor/],
  [answered(404), /no collector at this address; what is sent is dropped/, /vendor/],
  [answered(407), /the proxy wants a password/, /proxy variable/],
  [answered(400), /does not understand us/, /vendor/],
  [answered(429), /fewer requests; what waits is kept/, /tried again/],
  [answered(500), /it is broken; what is sent is dropped/, /vendor/],
  [answered(503), /it is away; what waits is kept/, /tried again/],
  [{ kind: 'not-started', code: 'EAGAIN' }, /no sender can be started \(EAGAIN\)/, /allow/],
];

describe('checkCollector', () => {
  for (const [answer, says, remedy] of PROBLEMS) {
    it(`says what it means and what to do: ${JSON.stringify(answer)}`, () => {
      const found = check(answer);
      expect(found.state).to.equal('problem');
      expect(found.says).to.match(says);
      expect(found.remedy).to.match(remedy);
    });
  }

  for (const status of [200, 202, 204]) {
    it(`is content with ${status}`, () => {
      expect(check(answered(status))).to.deep.equal({
        name: 'collector',
        state: 'ok',
        says: `${URL} answers`,
      });
    });
  }

  it('says what the vendor has to do where the program itself could not be started to ask', () => {
    const answer: Answer = { kind: 'not-started', code: 'UNKNOWN' };
    expect(checkCollector(answer, { url: URL, proxy: undefined, isHost: true }).remedy).to.include(
      'runSender()',
    );
  });

  it('names the variable of the proxy, and looks there first', () => {
    const found = check(unreachable('ECONNREFUSED'), 'HTTPS_PROXY');
    expect(found.says).to.include('with HTTPS_PROXY set');
    expect(found.remedy).to.match(/^look at the proxy of HTTPS_PROXY first/);
  });

  it('finds nothing wrong with a no that came meanwhile', () => {
    expect(check({ kind: 'stopped' }).state).to.equal('not-asked');
  });

  it('has words for every answer', () => {
    const answers = fc.oneof(fc.integer({ min: 0, max: 999 }).map(answered), fc.string().map(unreachable));
    fc.assert(
      fc.property(answers, (answer) => {
        const { state, says, remedy } = check(answer);
        expect(says).to.not.include('undefined');
        expect(remedy === undefined).to.equal(state === 'ok');
      }),
    );
  });
});
