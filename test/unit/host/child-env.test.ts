import { expect } from 'chai';
import { childEnv, type Variables } from '../../../src/host/child-env.ts';
import { createGuard } from '../../../src/host/guard.ts';

const guard = createGuard('ACME_TELEMETRY_DEBUG', {});
const made = (env: NodeJS.ProcessEnv, variables: Variables = {}): NodeJS.ProcessEnv =>
  childEnv({ guard, childVariables: [() => variables] }, env);

describe('childEnv', () => {
  it('copies, sets and takes away', () => {
    const env = { A: '1', TRACESTATE: 'a=b' };
    expect(made(env, { TRACEPARENT: 'p', TRACESTATE: undefined })).to.deep.equal({
      A: '1',
      TRACEPARENT: 'p',
    });
    expect(env).to.deep.equal({ A: '1', TRACESTATE: 'a=b' });
  });

  it('keeps what an environment inherits, which Node hands on to a child', () => {
    const env = Object.assign(Object.create({ PATH: '/bin', A: '0' }) as NodeJS.ProcessEnv, { A: '1' });
    expect(made(env)).to.deep.equal({ PATH: '/bin', A: '1' });
  });

  it('keeps variables that are called like parts of every object', () => {
    const env = JSON.parse('{"__proto__":"a","constructor":"b"}') as NodeJS.ProcessEnv;
    expect(JSON.stringify(made(env))).to.equal('{"__proto__":"a","constructor":"b"}');
  });
});
