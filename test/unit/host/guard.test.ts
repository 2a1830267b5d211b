import { expect } from 'chai';
import { createGuard } from '../../../src/host/guard.ts';
import { onTerminal } from '../support/terminal.ts';

const VARIABLE = 'ACME_TELEMETRY_DEBUG';
const failWith = (error: unknown) => (): void => {
  throw error;
};

describe('createGuard', () => {
  const printed = (env: NodeJS.ProcessEnv, error: unknown): string =>
    onTerminal([], () => createGuard(VARIABLE, env)(failWith(error)));

  it('runs the work', () => {
    let runs = 0;
    createGuard(VARIABLE, {})(() => (runs += 1));
    expect(runs).to.equal(1);
  });

  for (const value of [undefined, '', '0']) {
    it(`swallows errors in silence where the debug variable is ${JSON.stringify(value)}`, () => {
      expect(printed({ [VARIABLE]: value }, new Error('broken'))).to.equal('');
    });
  }

  it('prints errors, with where they came from, under the debug variable', () => {
    const text = printed({ [VARIABLE]: '1' }, new Error('broken'));
    expect(text)
      .to.match(/^commandspan: Error: broken\n/)
      .and.include('guard.test.ts');
  });

  it('hears the variable of this host alone', () => {
    expect(printed({ OTHER_TELEMETRY_DEBUG: '1', DEBUG: '*' }, new Error('broken'))).to.equal('');
  });

  for (const [title, thrown, text] of [
    ['text', 'plain', 'commandspan: plain\n'],
    ['nothing', undefined, 'commandspan: undefined\n'],
    ['an object that cannot be described', Object.create(null), ''],
    [
      'an error whose stack throws',
      Object.defineProperty(new Error('x'), 'stack', { get: failWith(new Error('y')) }),
      '',
    ],
    [
      'an error without a stack',
      Object.assign(new Error('broken'), { stack: undefined }),
      'commandspan: broken\n',
    ],
  ] as const) {
    it(`survives ${title} being thrown`, () => {
      expect(printed({ [VARIABLE]: '1' }, thrown)).to.equal(text);
    });
  }

  it('takes errors that were caught elsewhere', () => {
    const { onError } = createGuard(VARIABLE, { [VARIABLE]: '1' });
    expect(onTerminal([], () => onError(new Error('late')))).to.include('late');
  });
});
