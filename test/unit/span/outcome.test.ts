import { expect } from 'chai';
import { describeOutcome, type Ending } from '../../../src/span/outcome.ts';

type Row = readonly [
  title: string,
  ending: Partial<Ending>,
  isError: boolean,
  attributes: Readonly<Record<string, string | number>>,
];

const failed = (code: number, type: string, rest: Record<string, string> = {}): Row[3] => ({
  'process.exit.code': code,
  'cli.outcome': 'failure',
  'error.type': type,
  ...rest,
});

const ROWS: readonly Row[] = [
  ['success', { exitCode: 0 }, false, { 'process.exit.code': 0, 'cli.outcome': 'success' }],
  [
    'an error that the host handled',
    { exitCode: 0, errorName: 'TypeError', dependency: 'docker' },
    false,
    { 'process.exit.code': 0, 'cli.outcome': 'success' },
  ],
  [
    'an uncaught error that did not end it',
    { exitCode: 0, uncaught: true },
    false,
    { 'process.exit.code': 0, 'cli.outcome': 'success' },
  ],
  ['an exit code alone', { exitCode: 3 }, true, failed(3, '_OTHER')],
  ['a negative exit code', { exitCode: -1 }, true, failed(-1, '_OTHER')],
  ['a named error', { exitCode: 1, errorName: 'DeployFailed' }, true, failed(1, 'DeployFailed')],
  [
    'a service out of reach',
    { exitCode: 1, errorName: 'ECONNREFUSED', dependency: 'postgresql' },
    true,
    failed(1, 'ECONNREFUSED', { 'cli.failure.dependency': 'postgresql' }),
  ],
  [
    'a crash',
    { exitCode: 1, errorName: 'TypeError', uncaught: true },
    true,
    failed(1, 'TypeError', { 'cli.outcome': 'crashed' }),
  ],
  [
    'Ctrl-C that the host handled',
    { exitCode: 130 },
    true,
    failed(130, 'SIGINT', { 'cli.outcome': 'cancelled', 'cli.signal': 'SIGINT' }),
  ],
  [
    'a hang-up',
    { exitCode: 129 },
    true,
    failed(129, 'SIGHUP', { 'cli.outcome': 'cancelled', 'cli.signal': 'SIGHUP' }),
  ],
  [
    'a quit',
    { exitCode: 131 },
    true,
    failed(131, 'SIGQUIT', { 'cli.outcome': 'cancelled', 'cli.signal': 'SIGQUIT' }),
  ],
  [
    'a termination',
    { exitCode: 143 },
    true,
    failed(143, 'SIGTERM', { 'cli.outcome': 'cancelled', 'cli.signal': 'SIGTERM' }),
  ],
  ['a kill that is nobody’s wish', { exitCode: 137 }, true, failed(137, '_OTHER')],
  [
    'an error on Ctrl-C',
    { exitCode: 130, errorName: 'AbortError' },
    true,
    failed(130, 'AbortError', { 'cli.outcome': 'cancelled', 'cli.signal': 'SIGINT' }),
  ],
  [
    'a death without a word',
    { exitCode: undefined, errorName: 'TypeError' },
    false,
    { 'cli.outcome': 'killed' },
  ],
];

describe('describeOutcome', () => {
  for (const [title, ending, isError, attributes] of ROWS) {
    it(`describes ${title}`, () => {
      const full: Ending = {
        exitCode: 0,
        errorName: undefined,
        uncaught: false,
        dependency: undefined,
        ...ending,
      };
      expect(describeOutcome(full)).to.deep.equal({ isError, attributes });
    });
  }
});
