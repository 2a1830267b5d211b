import { expect } from 'chai';
import * as fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { once } from 'node:events';
import { createContext, runInContext } from 'node:vm';
import { isKnownErrorName, nameError } from '../../../src/span/error-name.ts';
import { USAGE_ERRORS } from '../../../src/span/error-words.ts';

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

/** What hides a declared name, or a secret, where nobody is to look. */
const HIDDEN: readonly (readonly [title: string, error: unknown, name: string])[] = [
  ['a list of declared errors', new AggregateError([new DeployFailed('x')], 'secret'), 'AggregateError'],
  ['a list of errors with codes', new AggregateError([coded('ENOENT')]), 'AggregateError'],
  ['a list with a code of its own', coded('ECONNREFUSED', new AggregateError([])), 'ECONNREFUSED'],
  ['a cause with a declared name', new Error('x', { cause: new DeployFailed('x') }), 'Error'],
  ['a cause with a code', new RangeError('x', { cause: coded('ENOENT') }), 'RangeError'],
  ['errors in an own property', Object.assign(new Error('x'), { errors: [new DeployFailed('x')] }), 'Error'],
  ['a suppressed error', Object.assign(new Error('x'), { suppressed: new DeployFailed('x') }), 'Error'],
  ['a declared name in the message', new Error('DeployFailed'), 'Error'],
  ['a declared name in an array', ['DeployFailed'], '_OTHER'],
  ['a declared name as text', 'DeployFailed', '_OTHER'],
  ['a code for a name', named('ENOENT'), 'Error'],
  ['a code for a name in lower case', named('enoent'), 'Error'],
  ['a class of JavaScript in lower case', named('typeerror'), 'Error'],
  ['a name that is an object', named(new String('DeployFailed')), 'Error'],
  ['a name that reads like one', named({ toString: () => 'DeployFailed' }), 'Error'],
  ['a name in a list', named(['DeployFailed']), 'Error'],
  ['a declared name with a space', named('DeployFailed '), 'Error'],
  ['a declared name and more', named('DeployFailed: secret'), 'Error'],
  ['a code in a list', coded(['ENOENT']), 'Error'],
  ['a code as a symbol', coded(Symbol('ENOENT')), 'Error'],
  ['a code as a big number', coded(404n), 'Error'],
  ['no prototype, and a known name', bare({ name: 'TypeError' }), 'TypeError'],
  ['no prototype, and a secret name', bare({ name: 'Secret', code: 'SECRET' }), '_OTHER'],
  ['a constructor that is text', replaced('DeployFailed'), 'Error'],
  ['a constructor with a secret name', replaced({ name: 'SecretCustomer' }), 'Error'],
  ['a constructor with a declared name', replaced({ name: 'DeployFailed' }), 'DeployFailed'],
  ['a constructor that is nothing', replaced(null), 'Error'],
  ['a class with a secret name', class SecretCustomer extends RangeError {}, '_OTHER'],
  [
    'an instance of a class with a secret name',
    new (class SecretCustomer extends RangeError {})('x'),
    'RangeError',
  ],
  ['a function with a declared name', { DeployFailed: () => 1 }['DeployFailed'], 'DeployFailed'],
  ['a class of JavaScript itself', TypeError, 'TypeError'],
  ['the prototype of errors', Error.prototype, 'Error'],
  ['a promise', Promise.resolve(), '_OTHER'],
  ['a response', new Response('secret', { status: 404 }), '_OTHER'],
  ['a lone surrogate for a name', named('\ud800'), 'Error'],
  ['a huge name', named('x'.repeat(10_000_000)), 'Error'],
];

function bare(fields: object): unknown {
  return Object.assign(Object.create(null) as object, fields);
}

function replaced(constructor: unknown): unknown {
  return Object.defineProperty(new Error('x'), 'constructor', { value: constructor });
}

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

  for (const [title, error, name] of HIDDEN) {
    it(`does not look further than it should: ${title}`, () => {
      expect(nameError(error, DECLARED)).to.equal(name);
    });
  }

  it('reads a name once, so that a getter cannot give another afterwards', () => {
    for (const key of ['name', 'code']) {
      let calls = 0;
      const get = (): string => {
        calls += 1;
        return calls === 1 ? (key === 'name' ? 'DeployFailed' : 'ENOENT') : 'secret';
      };
      const error = Object.defineProperty(new Error('x'), key, { get });
      expect(nameError(error, DECLARED)).to.equal(key === 'name' ? 'DeployFailed' : 'ENOENT');
      expect(calls).to.equal(1);
    }
  });

  it('reads neither message nor stack, nor what an error is made of', () => {
    const keys = new Set<string | symbol>();
    const error = new Proxy(new AggregateError([new Error('x')], 'secret', { cause: 'secret' }), {
      get: (target, key) => {
        keys.add(key);
        return Reflect.get(target, key) as unknown;
      },
    });
    expect(nameError(error, DECLARED)).to.equal('AggregateError');
    expect([...keys]).to.have.members(['code', 'constructor', 'name']);
  });

  for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'has']) {
    it(`takes a declared ${name} for a name like others`, () => {
      const declared = new Set([name]);
      expect(nameError(named(name), declared)).to.equal(name);
      expect([new Error('x'), {}, named('valueOf')].map((error) => nameError(error, declared))).to.deep.equal(
        ['Error', '_OTHER', 'Error'],
      );
      expect(nameError(named(name), DECLARED)).to.equal('Error');
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
    expect(nameError(runInContext('new AggregateError([], "x")', realm), NONE)).to.equal('AggregateError');
    expect(nameError(runInContext('Object.assign(new Error, { code: "ENOENT" })', realm), NONE)).to.equal(
      'ENOENT',
    );
    expect(
      nameError(runInContext('class DeployFailed extends Error {}; new DeployFailed', realm), DECLARED),
    ).to.equal('DeployFailed');
    expect(nameError(runInContext('({ get name() { throw 1 } })', realm), DECLARED)).to.equal('_OTHER');
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
