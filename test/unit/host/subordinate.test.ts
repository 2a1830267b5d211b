import { expect } from 'chai';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { REQUEST_VARIABLE, SENDER_ARGUMENT } from '../../../src/spool/sender-call.ts';
import { isSubordinate } from '../../../src/host/subordinate.ts';

const MODULE = new URL('../../../src/host/subordinate.ts', import.meta.url).href;

describe('isSubordinate', () => {
  it('takes a process of its own for a command', () => {
    expect(isSubordinate({})).to.equal(process.channel !== undefined);
  });

  it('knows a cluster worker by its variable', () => {
    expect(isSubordinate({ NODE_UNIQUE_ID: '1' })).to.equal(true);
  });

  it('knows a host that was started as the sender', () => {
    const { argv } = process;
    process.argv = ['node', '/acme.js', SENDER_ARGUMENT];
    expect(isSubordinate({ [REQUEST_VARIABLE]: '/request.json#1' })).to.equal(true);
    process.argv = argv;
  });

  it('knows a worker thread', async () => {
    const program = `import('${MODULE}').then(({ isSubordinate }) =>
      require('node:worker_threads').parentPort.postMessage(isSubordinate({})))`;
    const [answer] = await once(new Worker(program, { eval: true }), 'message');
    expect(answer).to.equal(true);
  });
});
