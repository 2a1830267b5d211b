import type { Outcome } from '../../../src/span/outcome.ts';
import { oclifPaths } from './oclif-paths.ts';
import { asLabels, commandLine } from './plant.ts';
import type { Canaries } from './places.ts';

/** How a host comes to its end, and what is to be recorded of it. */
export interface Path {
  readonly name: string;
  readonly fixture: string;
  /** What the fixture does when everything is planted. */
  readonly ending: string;
  readonly args: (secret: Canaries['secret']) => string[];
  /** Sent when the host is ready, unless it kills itself. */
  readonly signal?: NodeJS.Signals;
  readonly expected: Expected;
}

/** What a command's span says of its end. */
export interface Expected {
  readonly outcome: Outcome;
  /** Absent when killed. */
  readonly exitCode?: number;
  /** Absent after success and when killed. */
  readonly errorType?: string;
}

/** Every way of ending in every framework, and the ways to use one of them wrongly. */
export function listPaths(): Path[] {
  return [
    ...anyFramework(),
    ...commanderOnly(),
    ...parseArgsOnly(),
    ...yargsOnly(),
    ...cacOnly(),
    ...cittyOnly(),
    ...clipanionOnly(),
    ...oclifPaths(),
  ];
}

const SUCCESS: Expected = { outcome: 'success', exitCode: 0 };
const KILLED: Expected = { outcome: 'killed' };

/** Without an error of its own a failure is named after the last one that the host handed over: a nameless one. */
function failure(exitCode: number, errorType = '_OTHER'): Expected {
  return { outcome: 'failure', exitCode, errorType };
}

function crash(errorType = '_OTHER'): Expected {
  return { ...failure(1, errorType), outcome: 'crashed' };
}

function cancelled(exitCode: number): Expected {
  return { ...failure(exitCode), outcome: 'cancelled' };
}

const ENDINGS: readonly (readonly [ending: string, expected: Expected, signal?: NodeJS.Signals])[] = [
  ['returns', SUCCESS],
  ['handles an error', SUCCESS],
  ['handles uncaught errors', SUCCESS],
  ['runs a command that is not declared', SUCCESS],
  ['sets an exit code', failure(3)],
  ['exits with 0', SUCCESS],
  ['exits with 7', failure(7)],
  ['exits in a promise', failure(8)],
  ['exits inside a step', failure(9)],
  ['exits after an uncaught error', failure(5)],
  ['never settles', failure(13)],
  ['throws', crash()],
  ['throws later', crash()],
  ['throws in a timer', crash()],
  ['throws in a step', crash()],
  ['throws a text', crash()],
  ['throws an object', crash()],
  ['throws a symbol', crash()],
  ['throws a function', crash()],
  ['throws a list of errors', crash('AggregateError')],
  // What the getters throw is thrown by Node itself, which asks for the stack.
  ['throws an error with getters that throw', crash('Error')],
  ['throws a proxy', crash('Error')],
  ['throws an error of another realm', crash('TypeError')],
  ['throws a DOMException', crash('DOMException')],
  ['throws the reason of an abort', crash('Error')],
  ['throws a declared error', crash('QuotaExceeded')],
  ['fails to open a file', crash('ENOENT')],
  ['fails to reach Docker', crash('ENOENT')],
  ['fails to parse JSON', crash('SyntaxError')],
  ['fails to use Node', crash('ERR_INVALID_ARG_VALUE')],
  ['rejects', crash()],
  ['rejects in a step', crash()],
  ['rejects with a text', crash('ERR_UNHANDLED_REJECTION')],
  ['rejects with an object', crash('ERR_UNHANDLED_REJECTION')],
  ['rejects with nothing', crash('ERR_UNHANDLED_REJECTION')],
  ['fails to load', crash('ERR_MODULE_NOT_FOUND')],
  ['fails to compile', crash('SyntaxError')],
  ['throws while loading', crash()],
  ['handles a signal', cancelled(143), 'SIGTERM'],
  ['handles Ctrl-C', cancelled(130), 'SIGINT'],
  ['aborts', KILLED],
  ['waits', KILLED, 'SIGKILL'],
  ['waits', KILLED, 'SIGTERM'],
  ['waits', KILLED, 'SIGINT'],
  ['waits', KILLED, 'SIGHUP'],
  ['waits in a step', KILLED, 'SIGKILL'],
];

function anyFramework(
  fixtures: readonly string[] = ['without-framework.js', 'with-commander.js'],
  endings: ReadonlySet<string> = new Set(ENDINGS.map(([ending]) => ending)),
): Path[] {
  return fixtures.flatMap((fixture) =>
    ENDINGS.filter(([ending]) => endings.has(ending)).map(([ending, expected, signal]) => ({
      name: `${fixture} ${ending}${signal === undefined ? '' : `, ${signal}`}`,
      fixture,
      ending,
      args: commandLine,
      expected,
      ...(signal && { signal }),
    })),
  );
}

/** What is typed, and how that ends. */
type Usage = readonly [name: string, args: Path['args'], expected: Expected];

const USAGES: readonly Usage[] = [
  ['prints its help', (secret) => ['--help', ...asLabels(secret)], SUCCESS],
  ['prints the help of a command', (secret) => ['deploy', ...asLabels(secret), '--help'], SUCCESS],
  ['prints its version', (secret) => ['--version', ...asLabels(secret)], SUCCESS],
  [
    'does not know a command',
    (secret) => [`depl${secret('mistyped command')}`, ...asLabels(secret, ['mistyped command'])],
    failure(1, 'unknown_command'),
  ],
  [
    'does not know a flag',
    (secret) => [
      'deploy',
      ...asLabels(secret, ['unknown flag', 'value of an unknown flag']),
      `--${secret('unknown flag')}=${secret('value of an unknown flag')}`,
    ],
    failure(1, 'unknown_option'),
  ],
  [
    'does not know a mistyped flag',
    (secret) => ['deploy', ...asLabels(secret), `--tokenn=${secret('flag value after =')}`],
    failure(1, 'unknown_option'),
  ],
  ['misses an argument', (secret) => ['deploy', ...asLabels(secret)], failure(1, 'missing_argument')],
  [
    'misses the value of a flag',
    (secret) => ['deploy', secret('positional argument'), ...asLabels(secret), '--token'],
    failure(1, 'missing_argument'),
  ],
  ['misses a flag', (secret) => ['push', ...asLabels(secret)], failure(1, 'missing_option')],
  [
    'is given too many arguments',
    (secret) => ['list', secret('positional argument'), ...asLabels(secret)],
    failure(1, 'excess_arguments'),
  ],
  [
    'is given a wrong word',
    (secret) => ['deploy', ...asLabels(secret), '--mode', secret('flag value after a space')],
    failure(1, 'invalid_argument'),
  ],
  [
    'is given flags that exclude each other',
    (secret) => ['push', '--to', 'x', ...asLabels(secret), '--fast', '--slow'],
    failure(1, 'conflicting_option'),
  ],
  ['misses a command', (secret) => asLabels(secret), failure(1, 'missing_command')],
  ['gives up with a message', (secret) => ['give-up', ...asLabels(secret)], failure(9)],
  ['catches what its action throws', (secret) => ['catches', ...asLabels(secret)], failure(4)],
];

function commanderOnly(): Path[] {
  return usagesOf('with-commander.js', USAGES);
}

/** Endings that a framework may see, and that are the same in all of them. */
const SEEN = new Set(
  `returns|exits with 7|exits in a promise|throws|throws a text|throws a proxy|throws a declared error|rejects|
  runs a command that is not declared|never settles|waits in a step`.split(/\|\s*/),
);

/** yargs counts arguments before it looks at flags. */
function yargsOnly(): Path[] {
  const fixture = 'with-yargs.js';
  const usages = USAGES.map(([name, args, expected]): Usage => {
    const isAboutFlags = /^(unknown_option|invalid_argument)$/.test(expected.errorType ?? '');
    return [name, isAboutFlags ? (secret) => args(secret).toSpliced(1, 0, 'x') : args, expected];
  });
  return [...anyFramework([fixture], SEEN), ...usagesOf(fixture, usages)];
}

/** cac has no options that must be given, and none that exclude others or choose from a list. */
function cacOnly(): Path[] {
  const fixture = 'with-cac.js';
  const usages = USAGES.filter(
    ([, , { errorType = '' }]) => !/^(missing_option|invalid_argument|conflicting_option)$/.test(errorType),
  );
  const repeated = usages.map(([name, args, expected]): Usage => [
    name,
    (secret) => repeatLabels(args(secret)),
    expected,
  ]);
  return [...anyFramework([fixture], SEEN), ...usagesOf(fixture, repeated)];
}

/** citty refuses little, and shows its version only to those who ask for nothing else. */
function cittyOnly(): Path[] {
  const fixture = 'with-citty.js';
  const passed = /^(unknown_option|excess_arguments|conflicting_option)$/;
  const usages = USAGES.filter(
    ([name, , { errorType = '' }]) => !passed.test(errorType) && !/version|value of a flag/.test(name),
  ).map(([name, args, expected]): Usage => {
    const caught = name.startsWith('catches') ? failure(1) : expected;
    return [name, (secret) => repeatLabels(args(secret)), caught];
  });
  return [...anyFramework([fixture], SEEN), ...usagesOf(fixture, usages)];
}

/** clipanion shows what its commands throw, and its help and version only to those who ask for nothing else. */
function clipanionOnly(): Path[] {
  const fixture = 'with-clipanion.js';
  const usages = USAGES.filter(([name]) => !/its (help|version)/.test(name)).map(
    ([name, args, expected]): Usage => {
      const typed = name === 'is given a wrong word' ? ['x'] : [];
      const line: Path['args'] = (secret) => repeatLabels(args(secret)).toSpliced(1, 0, ...typed);
      // What options exclude is its schema's affair, and options without a command are none of its help's.
      const inItsWords = { conflicting_option: 'usage', missing_command: 'unknown_option' };
      const errorType = Object.entries(inItsWords).find(([kind]) => kind === expected.errorType)?.[1];
      return [name, line, errorType === undefined ? expected : failure(1, errorType)];
    },
  );
  return [...anyFramework([fixture], SEEN), ...usagesOf(fixture, usages)].map((path) => ({
    ...path,
    // It takes a joined value only behind `=`.
    args: (secret) => path.args(secret).map((arg) => arg.replace(/^-k(?=.)/, '-k=')),
    expected: /^throws( a text| a declared error)?$/.test(path.ending)
      ? { ...path.expected, outcome: 'failure' }
      : path.expected,
  }));
}

/** It knows no options that must be given, exclude others or choose from a list; such lines are programs' own affair. */
function parseArgsOnly(): Path[] {
  const fixture = 'with-parse-args.js';
  const own = /^(missing_option|invalid_argument|conflicting_option)$/;
  const usages = USAGES.filter(([, , { errorType = '' }]) => !own.test(errorType)).map(
    ([name, args, expected]): Usage => [name, (secret) => repeatLabels(args(secret)), expected],
  );
  return [...anyFramework([fixture], SEEN), ...usagesOf(fixture, usages)];
}

/** An option of cac takes many values only when it is given as often. */
function repeatLabels(args: readonly string[]): string[] {
  let isLabel = false;
  return args.flatMap((arg) => {
    if (arg.startsWith('-')) isLabel = arg === '--label';
    if (arg === '--label') return [];
    return isLabel ? [`--label=${arg}`] : [arg];
  });
}

function usagesOf(fixture: string, usages: readonly Usage[]): Path[] {
  return [
    ...usages.map(([name, args, expected]) => ({
      name: `${fixture} ${name}`,
      fixture,
      ending: 'returns',
      args,
      expected,
    })),
    {
      name: `${fixture} runs a command of a plug-in`,
      fixture,
      ending: 'returns',
      args: (secret) => [
        secret('command of a plug-in'),
        `--${secret('flag of a plug-in')}`,
        ...commandLine(secret),
      ],
      expected: SUCCESS,
    },
  ];
}
