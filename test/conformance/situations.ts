import type { Expected } from './framework.ts';

/**
 * What is typed, and what is to be recorded of it in every framework.
 *
 * Each host is the same program, `acme` 1.2.3, written as users of its framework would write it:
 *
 * - `deploy function <name>`, a command below another, with the alias `fn`: prints `deployed <name>`.
 * - `build`, with the alias `b`: prints `built <mode>`; options `--mode <mode>`, by default `dev`, and `--quick`.
 * - `fail-later`: waits a moment and throws a `RangeError`.
 * - `exit <code>`: calls `process.exit`.
 * - `late` and `secret-plugin`: added or loaded after the adapter was attached; only `late` is in the option
 *   `commands`. Both print their name.
 *
 * With `TEST_HOST=default` it has only `serve`, which runs when no command is typed, with the option `--port <n>`; and
 * `stop`. With `TEST_HOST=twice` it runs one command line after the other, of those in `TEST_LINES`, a JSON array of
 * arrays, and catches what one of them throws. `TEST_FRAMEWORK` names the package of the framework to import. The
 * verbs are mounted.
 */
export interface Situation {
  readonly title: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly expected: Expected;
}

const DEFAULT = { TEST_HOST: 'default' };
const twice = (...lines: readonly (readonly string[])[]): Record<string, string> => ({
  TEST_HOST: 'twice',
  TEST_LINES: JSON.stringify(lines),
});

/** Every situation, by its title. What is typed by users and not declared contains `secret`. */
export const SITUATIONS: readonly Situation[] = [
  { title: 'a command', args: ['build'], expected: { command: 'build' } },
  {
    title: 'a nested command',
    args: ['deploy', 'function', 'secret'],
    expected: { command: 'deploy function' },
  },
  { title: 'an alias', args: ['b'], expected: { command: 'build' } },
  {
    title: 'an alias of a nested command',
    args: ['deploy', 'fn', 'secret'],
    expected: { command: 'deploy function' },
  },
  { title: 'a default command', args: [], env: DEFAULT, expected: { command: 'serve' } },
  {
    title: 'a default command with an option',
    args: ['--port', '80'],
    env: DEFAULT,
    expected: { command: 'serve', flags: ['port'] },
  },
  {
    title: 'another command than the default one',
    args: ['stop'],
    env: DEFAULT,
    expected: { command: 'stop' },
  },
  {
    title: 'an unknown command',
    args: ['secret-word'],
    expected: { command: '(unknown)', error: 'unknown_command' },
  },
  {
    title: 'an unknown command below another',
    args: ['deploy', 'secret-word'],
    expected: { command: '(unknown)', error: 'unknown_command' },
  },
  { title: 'no command', args: [], expected: { command: '(root)', error: 'missing_command' } },
  {
    title: 'a missing argument',
    args: ['deploy', 'function'],
    expected: { command: 'deploy function', error: 'missing_argument' },
  },
  {
    title: 'an unknown option',
    args: ['build', '--secret-flag'],
    expected: { command: 'build', error: 'unknown_option' },
  },
  {
    title: 'an option without its value',
    args: ['build', '--mode'],
    expected: { command: 'build', error: 'missing_argument' },
  },
  { title: 'help', args: ['--help'], expected: { command: '(root)', flags: ['help'] } },
  { title: 'help for a command', args: ['build', '--help'], expected: { command: 'build', flags: ['help'] } },
  { title: 'version', args: ['--version'], expected: { command: '(root)', flags: ['version'] } },
  {
    title: 'an option given',
    args: ['build', '--mode', 'secret'],
    expected: { command: 'build', flags: ['mode'] },
  },
  {
    title: 'an option given with its default',
    args: ['build', '--mode=dev'],
    expected: { command: 'build', flags: ['mode'] },
  },
  {
    title: 'two options given',
    args: ['build', '--quick', '--mode', 'prod'],
    expected: { command: 'build', flags: ['mode', 'quick'] },
  },
  {
    title: 'an asynchronous handler that throws',
    args: ['fail-later'],
    expected: { command: 'fail-later', error: 'RangeError' },
  },
  {
    title: 'process.exit in a handler',
    args: ['exit', '7'],
    expected: { command: 'exit', error: '_OTHER' },
  },
  { title: 'process.exit(0) in a handler', args: ['exit', '0'], expected: { command: 'exit' } },
  {
    title: 'two commands in one process',
    args: [],
    env: twice(['build', '--quick'], ['deploy', 'function', 'secret']),
    expected: { command: 'deploy function' },
  },
  {
    title: 'a command after one that failed',
    args: [],
    env: twice(['fail-later'], ['build']),
    expected: { command: 'build' },
  },
  { title: 'a command loaded late and declared', args: ['late'], expected: { command: 'late' } },
  {
    title: 'a command loaded late and not declared',
    args: ['secret-plugin'],
    expected: { command: '(other)' },
  },
];
