import { expect } from 'chai';
import * as fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { once } from 'node:events';
import { createContext, runInContext } from 'node:vm';
import { isKnownErrorName, nameError, USAGE_ERRORS } from '../../../src/span/error-name.ts';

const NONE: ReadonlySet<string> = new Set();
const DECLARED = new Set(['DeployFailed', 'ValidationError']);

class DeployFailed extends Error {}
class SecretCustomerError extends TypeError {}
const thrown = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error;
  }
};
const coded = (code: unknown, error: Error = new Error('secret')): Error => Object.assign(error, { code });
const named = (name: unknown): Error => Object.assign(new Error('secret'), { name });
const throwing = (): never => {
  throw new Error('getter');
};

const ROWS: readonly (readonly [title: string, error: unknown, name: string])[] = [
  ['a declared class', new DeployFailed('secret'), 'DeployFailed'],
  ['a declared name', named('ValidationError'), 'ValidationError'],
  ['a declared class with the code of Node', coded('ENOENT', new DeployFailed('x')), 'DeployFailed'],
  ['a system error', thrown(() => readFileSync('/no/such/file')), 'ENOENT'],
  ['an error of Node', thrown(() => Buffer.from(7 as never)), 'ERR_INVALID_ARG_TYPE'],
  ['an aborted operation', coded('ABORT_ERR', named('AbortError')), 'ABORT_ERR'],
  ['an abort of the Web', thrown(() => AbortSignal.abort().throwIfAborted()), 'AbortError'],
  ['a name look-up', coded('ENOTFOUND'), 'ENOTFOUND'],
  ['a certificate', coded('CERT_HAS_EXPIRED'), 'CERT_HAS_EXPIRED'],
  ['undici', coded('UND_ERR_CONNECT_TIMEOUT'), 'UND_ERR_CONNECT_TIMEOUT'],
  ['a bug', thrown(() => (undefined as unknown as { x: number }).x), 'TypeError'],
  ['a plain error', new Error('secret'), 'Error'],
  ['a class that is not declared', new SecretCustomerError('secret'), 'TypeError'],
  ['an unknown name on a plain error', named('SecretCustomerError'), 'Error'],
  ['an invented code of Node’s look', coded('ERR_MY_SECRET'), 'Error'],
  ['the begin of a code', coded('ERR_'), 'Error'],
  ['a code with spaces', coded('ERR_INVALID_ARG_TYPE ERR_INVALID_ARG_VALUE'), 'Error'],
  ['an empty code', coded(''), 'Error'],
  ['a code in lower case', coded('enoent'), 'Error'],
  ['a number for a code', coded(404), 'Error'],
  ['an object for a code', coded({ toString: () => 'ENOENT' }), 'Error'],
  ['a code of SQL', coded('28P01'), 'Error'],
  ['a name from the prototype of objects', named('toString'), 'Error'],
  ['an object that is no error', { message: 'secret' }, '_OTHER'],
  ['an object with a known name', { name: 'TypeError' }, 'TypeError'],
  ['text', 'secret', '_OTHER'],
  ['nothing', undefined, '_OTHER'],
  ['null', null, '_OTHER'],
  ['a symbol', Symbol('secret'), '_OTHER'],
  ['an object without a prototype', Object.create(null), '_OTHER'],
  [
    'getters that throw',
    Object.defineProperties(
      {},
      { name: { get: throwing }, code: { get: throwing }, constructor: { get: throwing } },
    ),
    '_OTHER',
  ],
  [
    'a proxy that throws',
    new Proxy(new Error('x'), { get: throwing, getPrototypeOf: throwing, has: throwing }),
    '_OTHER',
  ],
  ['a revoked proxy', revoked(), '_OTHER'],
  [
    'a class whose name throws',
    Object.assign(Object.create({ constructor: Object.defineProperty({}, 'name', { get: throwing }) }), {
      code: 'EPIPE',
    }),
    'EPIPE',
  ],
];

function revoked(): unknown {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

describe('nameError', () => {
  for (const [title, error, name] of ROWS) {
    it(`names ${title} ${name}`, () => {
      expect(nameError(error, DECLARED)).to.equal(name);
    });
  }

  it('does not name a class that the host did not declare', () => {
    expect(nameError(new DeployFailed('x'), NONE)).to.equal('Error');
  });

  it('names errors of another realm as its own', () => {
    const realm = createContext({});
    expect(nameError(runInContext('new RangeError("secret")', realm), NONE)).to.equal('RangeError');
    expect(nameError(runInContext('class Secret extends Error {}; new Secret("x")', realm), NONE)).to.equal(
      'Error',
    );
    expect(nameError(runInContext('new DOMException', createContext({ DOMException })), NONE)).to.equal(
      'DOMException',
    );
  });

  it('names an error of the network as Node makes it', async () => {
    const socket = connect({ host: '127.0.0.1', port: 1 });
    const [error] = await once(socket, 'error');
    expect(nameError(error, NONE)).to.equal('ECONNREFUSED');
  });

  it('gives nothing but a declared or known name, whatever was thrown', () => {
    const parts = fc.record(
      { name: fc.anything(), code: fc.anything(), message: fc.string(), constructor: fc.anything() },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(fc.anything(), parts), (error) => {
        const name = nameError(error, DECLARED);
        expect(DECLARED.has(name) || isKnownErrorName(name)).to.equal(true);
      }),
      { numRuns: 500 },
    );
  });
});

describe('isKnownErrorName', () => {
  for (const name of [...USAGE_ERRORS, '_OTHER', 'Error', 'TypeError', 'ENOENT', 'ERR_HTTP2_SESSION_ERROR']) {
    it(`knows ${name}`, () => {
      expect(isKnownErrorName(name)).to.equal(true);
    });
  }

  for (const name of [
    '',
    'ERR_',
    'ERR_SECRET',
    'Secret',
    'ENOSUCHCODE',
    'errno',
    'error',
    'INVALID_ARG_TYPE',
    '\n',
  ]) {
    it(`does not know ${JSON.stringify(name)}`, () => {
      expect(isKnownErrorName(name)).to.equal(false);
    });
  }
});
