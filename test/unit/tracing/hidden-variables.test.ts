import { expect } from 'chai';
import { withoutPlainVariables } from '../../../src/tracing/hidden-variables.ts';

describe('withoutPlainVariables', () => {
  const NAMES = ['OTEL_TEST_KEY', 'COMMANDSPAN_TEST_KEPT', 'COMMANDSPAN_TEST_GONE', 'COMMANDSPAN_TEST_NEW'];

  beforeEach(() => {
    for (const name of NAMES.slice(0, 3)) process.env[name] = 'before';
  });

  afterEach(() => {
    for (const name of NAMES) Reflect.deleteProperty(process.env, name);
  });

  it('hides them from the work alone, and keeps what the work writes', () => {
    const { env } = process;
    const seen = withoutPlainVariables(() => {
      process.env['COMMANDSPAN_TEST_NEW'] = 'written';
      Reflect.deleteProperty(process.env, 'COMMANDSPAN_TEST_GONE');
      return NAMES.map((name) => process.env[name]);
    });
    expect(seen).to.deep.equal([undefined, 'before', undefined, 'written']);
    expect(process.env).to.equal(env);
    expect(NAMES.map((name) => process.env[name])).to.deep.equal(['before', 'before', undefined, 'written']);
  });

  it('gives the environment back when the work throws', () => {
    const { env } = process;
    expect(() =>
      withoutPlainVariables(() => {
        throw new Error('x');
      }),
    ).to.throw('x');
    expect(process.env).to.equal(env);
  });
});
