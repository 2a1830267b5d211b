import { expect } from 'chai';
import { isSenderProcess, REQUEST_VARIABLE, SENDER_ARGUMENT } from '../../../src/spool/sender-call.ts';

describe('isSenderProcess', () => {
  const { argv } = process;
  afterEach(() => {
    process.argv = argv;
  });
  const ask = (args: readonly string[], env: NodeJS.ProcessEnv): boolean => {
    process.argv = ['node', '/acme.js', ...args];
    return isSenderProcess(env);
  };

  it('wants the argument, alone, and the variable', () => {
    const env = { [REQUEST_VARIABLE]: '/request.json#1' };
    expect(ask([SENDER_ARGUMENT], env)).to.equal(true);
    expect(ask([SENDER_ARGUMENT], {})).to.equal(false);
    for (const args of [[], ['verify'], ['verify', SENDER_ARGUMENT], [SENDER_ARGUMENT, 'verify']]) {
      expect(ask(args, env), args.join(' ')).to.equal(false);
    }
  });
});
