import type { Expected, Path } from './paths.ts';
import type { Canaries } from './places.ts';
import { asLabels, commandLine } from './plant.ts';

type Args = Path['args'];

const FIXTURE = 'with-oclif.js';
const SUCCESS: Expected = { outcome: 'success', exitCode: 0 };

/** Every kind of error, and of ending without one, of which oclif makes something else than Node; and its wrong usage. */
export function oclifPaths(): Path[] {
  return [
    ...ENDINGS.map(([ending, expected, signal]) => ({
      name: `${FIXTURE} ${ending}`,
      fixture: FIXTURE,
      ending,
      args: deploy,
      expected,
      ...(signal && { signal }),
    })),
    ...USAGES.map(([name, args, expected]) => ({
      name: `${FIXTURE} ${name}`,
      fixture: FIXTURE,
      ending: 'returns',
      args,
      expected,
    })),
  ];
}

/** An option of the program stands behind the command, because there is none in front of it. */
function deploy(secret: Canaries['secret']): string[] {
  const [option = '', value = '', command = '', ...rest] = commandLine(secret);
  return [command, option, value, ...rest];
}

/** oclif prints every error, and ends the process itself. */
function failure(exitCode: number, errorType = '_OTHER'): Expected {
  return { outcome: 'failure', exitCode, errorType };
}

const ENDINGS: readonly (readonly [ending: string, expected: Expected, signal?: NodeJS.Signals])[] = [
  ['returns', SUCCESS],
  ['runs a command that is not declared', SUCCESS],
  ['sets an exit code', failure(3)],
  ['exits with 7', failure(7)],
  ['throws', failure(1)],
  ['throws later', failure(1)],
  ['throws in a step', failure(1)],
  ['throws a text', failure(1)],
  ['throws an object', failure(1)],
  ['throws a list of errors', failure(1, 'AggregateError')],
  // What the getters throw is thrown by oclif, which asks for the message.
  ['throws an error with getters that throw', { ...failure(1, 'Error'), outcome: 'crashed' }],
  ['throws a proxy', failure(1, 'Error')],
  ['throws an error of another realm', failure(1)],
  ['throws a DOMException', failure(1, 'DOMException')],
  ['throws a declared error', failure(1, 'QuotaExceeded')],
  ['fails to open a file', failure(1, 'ENOENT')],
  ['fails to reach Docker', { ...failure(1, 'ENOENT'), outcome: 'crashed' }],
  ['fails to load', failure(1, 'ERR_MODULE_NOT_FOUND')],
  ['rejects', { ...failure(1), outcome: 'crashed' }],
  ['handles a signal', { ...failure(143), outcome: 'cancelled' }, 'SIGTERM'],
  ['waits', { outcome: 'killed' }, 'SIGKILL'],
];

const USAGES: readonly (readonly [name: string, args: Args, expected: Expected])[] = [
  ['prints its help', (secret) => ['--help', ...asLabels(secret)], SUCCESS],
  ['prints the help of a command', (secret) => ['deploy', ...asLabels(secret), '--help'], SUCCESS],
  ['prints its version', (secret) => ['--version', ...asLabels(secret)], SUCCESS],
  [
    'does not know a command',
    (secret) => [`depl${secret('mistyped command')}`, ...asLabels(secret, ['mistyped command'])],
    failure(2, 'unknown_command'),
  ],
  [
    'does not know a command below another',
    (secret) => ['push', `depl${secret('mistyped command')}`, ...asLabels(secret, ['mistyped command'])],
    failure(2, 'unknown_command'),
  ],
  [
    'does not know a flag',
    (secret) => [
      'list',
      ...asLabels(secret, ['unknown flag', 'value of an unknown flag']),
      `--${secret('unknown flag')}=${secret('value of an unknown flag')}`,
    ],
    failure(2, 'unknown_option'),
  ],
  ['misses an argument', (secret) => ['deploy', ...asLabels(secret)], failure(2, 'missing_argument')],
  [
    'misses the value of a flag',
    (secret) => ['deploy', secret('positional argument'), ...asLabels(secret), '--token'],
    failure(2, 'missing_argument'),
  ],
  ['misses a flag', (secret) => ['push', ...asLabels(secret)], failure(2, 'missing_option')],
  [
    'is given too many arguments',
    (secret) => ['list', 'all', secret('positional argument'), ...asLabels(secret)],
    failure(2, 'excess_arguments'),
  ],
  [
    'is given a wrong word',
    (secret) => ['deploy', 'x', ...asLabels(secret), '--mode', secret('flag value after a space')],
    failure(2, 'invalid_argument'),
  ],
  [
    'is given flags that exclude each other',
    (secret) => ['push', '--to', 'x', ...asLabels(secret), '--fast', '--slow'],
    failure(2, 'conflicting_option'),
  ],
  ['misses a command', (secret) => asLabels(secret), failure(2, 'unknown_command')],
  ['gives up with a message', (secret) => ['give-up', ...asLabels(secret)], failure(9, 'Error')],
  ['catches what its command throws', (secret) => ['catches', ...asLabels(secret)], failure(4)],
  [
    'runs a command of a plug-in that its user has installed',
    (secret) => [secret('command of a plug-in'), `--${secret('flag of a plug-in')}`, ...deploy(secret)],
    SUCCESS,
  ],
];
