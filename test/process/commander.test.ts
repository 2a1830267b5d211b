import { expect } from 'chai';
import { record } from '../support/record.ts';
import { expected, words, type Row } from '../support/row.ts';
import { withoutOurFrames, type HostOptions } from '../support/run-host.ts';

const FUNCTION = 'deploy function';

const ROWS: readonly Row[] = [
  ['deploy function secret', FUNCTION],
  ['d fn secret', FUNCTION],
  ['d lambda secret', FUNCTION],
  ['deploy function secret --region secret', FUNCTION, 'region'],
  ['deploy function -r secret secret', FUNCTION, 'region'],
  ['deploy function secret --region=eu', FUNCTION, 'region'],
  ['deploy function secret --no-wait', FUNCTION, 'no-wait'],
  ['deploy function secret --wait', FUNCTION, 'wait'],
  ['deploy function secret --fast', FUNCTION, 'fast'],
  ['deploy function secret --retries 0', FUNCTION, 'retries'],
  ['deploy function -- --fast', FUNCTION],
  ['-d deploy function secret --token secret', FUNCTION, 'debug token'],
  ['--no-color build', 'build', 'no-color'],
  ['build -q', 'build', 'q'],
  ['build web --mode prod', 'build', 'mode'],
  ['wait', 'wait'],
  ['show-help', 'show-help'],
  ['exit 0', 'exit'],
  ['exit 7', 'exit', '', 7, '_OTHER'],
  ['give-up', 'give-up', '', 9, '_OTHER'],
  ['secret-word', '(unknown)', '', 1, 'unknown_command'],
  ['deploi', '(unknown)', '', 1, 'unknown_command'],
  ['deploy secret-word', '(unknown)', '', 1, 'unknown_command'],
  ['--secret-flag', '(root)', '', 1, 'unknown_option'],
  ['build --secret-flag', 'build', '', 1, 'unknown_option'],
  ['build --debu', 'build', '', 1, 'unknown_option'],
  ['deploy function', FUNCTION, '', 1, 'missing_argument'],
  ['build --level', 'build', '', 1, 'missing_argument'],
  ['build web secret', 'build', '', 1, 'excess_arguments'],
  ['build secret', 'build', '', 1, 'invalid_argument'],
  ['build --mode secret', 'build', '', 1, 'invalid_argument'],
  ['build --mode dev --quick', 'build', 'mode quick', 1, 'conflicting_option'],
  ['push', 'push', '', 1, 'missing_option'],
  ['', '(root)', '', 1, 'missing_command'],
  ['deploy', 'deploy', '', 1, 'missing_command'],
  ['--help', '(root)', 'help'],
  ['help', '(root)', 'help'],
  ['help deploy', 'deploy', 'help'],
  ['deploy --help', 'deploy', 'help'],
  ['deploy help function', FUNCTION, 'help'],
  ['deploy function -h', FUNCTION, 'help'],
  ['--version', '(root)', 'version'],
  ['-V', '(root)', 'version'],
];

describe('a commander program', () => {
  for (const row of ROWS) {
    it(`is recorded, not changed: acme ${row[0]}`, async () => {
      const { attributes, span } = await record('parses-async.js', { args: words(row[0]) });
      expect(attributes).to.deep.equal(expected(row));
      expect(span.name).to.equal(row[1] === '(root)' ? 'acme' : `acme ${row[1]}`);
      expect(JSON.stringify(span)).to.not.contain('secret');
    });
  }

  const check = async (fixture: string, row: Row, options: HostOptions = {}): Promise<void> => {
    const { attributes } = await record(fixture, { args: words(row[0]), ...options });
    expect(attributes).to.deep.equal(expected(row));
  };

  describe('that calls parse', () => {
    for (const row of ROWS.filter(([typed]) =>
      /^(wait|deploy function secret|secret-word|help|--version|exit 7)$/.test(typed),
    ))
      it(`is recorded, not changed: acme ${row[0]}`, () => check('parses-sync.js', row));
  });

  describe('whose action throws', () => {
    const DEPENDENCY = { 'cli.failure.dependency': 'postgresql' };

    for (const fixture of ['parses-async.js', 'parses-sync.js']) {
      it(`crashes as before: ${fixture} fail`, async () => {
        const { attributes } = await record(fixture, { args: ['fail'], alike: withoutOurFrames });
        expect(attributes).to.deep.equal(expected(['', 'fail', '', 1, 'RangeError'], 'crashed'));
      });

      it(`crashes as before: ${fixture} fail-later`, async () => {
        const { attributes } = await record(fixture, { args: ['fail-later'], alike: withoutOurFrames });
        const crash = expected(['', 'fail-later', '', 1, 'ECONNREFUSED'], 'crashed');
        expect(attributes).to.deep.equal({ ...crash, ...DEPENDENCY });
      });
    }

    for (const typed of ['fail', 'fail-later']) {
      it(`succeeds when its host makes it a success: ${typed}`, () =>
        check('catches.js', [typed, typed], { env: { TEST_CODE: '0' } }));

      it(`fails when its host makes it a failure: ${typed}`, async () => {
        const { attributes } = await record('catches.js', { args: [typed], env: { TEST_CODE: '2' } });
        const error = typed === 'fail' ? 'RangeError' : 'ECONNREFUSED';
        expect(attributes).to.deep.equal({
          ...expected([typed, typed, '', 2, error]),
          ...(typed === 'fail-later' && DEPENDENCY),
        });
      });
    }
  });

  describe('that overrides its exit', () => {
    for (const row of [
      ['wait', 'wait'],
      ['--help', '(root)', 'help'],
      ['deploy --help', 'deploy', 'help'],
      ['--version', '(root)', 'version'],
      ['secret-word', '(unknown)', '', 64, 'unknown_command'],
      ['build --secret-flag', 'build', '', 64, 'unknown_option'],
      ['push', 'push', '', 64, 'missing_option'],
      ['', '(root)', '', 64, 'missing_command'],
      ['fail', 'fail', '', 64, 'RangeError'],
    ] as readonly Row[])
      it(`is recorded, not changed: acme ${row[0]}`, () => check('overrides-exit.js', row));
  });

  describe('with a default command', () => {
    for (const row of [
      ['', 'serve'],
      ['secret-folder', 'serve'],
      ['--port 80', 'serve', 'port'],
      ['--debug --port 80 secret-folder', 'serve', 'debug port'],
      ['serve secret-folder', 'serve'],
      ['stop', 'stop'],
      ['--nonsense', 'serve', '', 1, 'unknown_option'],
    ] as readonly Row[])
      it(`is recorded, not changed: acme ${row[0]}`, () => check('has-default-command.js', row));
  });

  describe('without commands', () => {
    for (const row of [
      ['secret.txt', '(root)'],
      ['secret.txt --upper', '(root)', 'upper'],
      ['', '(root)', '', 1, 'missing_argument'],
      ['a b', '(root)', '', 1, 'excess_arguments'],
      ['--help', '(root)', 'help'],
    ] as readonly Row[])
      it(`is recorded, not changed: acme ${row[0]}`, () => check('has-a-root-action.js', row));
  });

  describe('with commands that came later', () => {
    it('does not name them', () => check('adds-commands-later.js', ['alice-project', '(other)']));

    it('does not name their flags', () =>
      check('adds-commands-later.js', ['alice-project --alice-flag', '(other)']));

    it('does not name flags that came later', () =>
      check('adds-commands-later.js', ['build --alice-flag', 'build']));

    it('names those that the host listed', () =>
      check('adds-commands-later.js', ['alice-project --alice-flag', 'alice-project', 'alice-flag'], {
        options: { commands: ['alice-project'], flags: ['alice-flag'] },
      }));

    it('still names those that it had', () => check('adds-commands-later.js', ['build', 'build']));
  });

  describe('with hooks and texts of its own', () => {
    for (const row of [
      ['deploy', 'deploy'],
      ['--help', '(root)', 'help'],
      ['', '(root)', '', 1, 'missing_command'],
      ['deploy --nonsense', 'deploy', '', 1, 'unknown_option'],
    ] as readonly Row[])
      it(`is recorded, not changed: acme ${row[0]}`, () => check('has-hooks.js', row));
  });

  it('names a command that is a program of its own', () =>
    check('has-an-executable-command.js', ['extra secret words', 'extra', '', 4, '_OTHER']));

  it('does not count a flag that a variable gave', () =>
    check('parses-async.js', ['deploy function x', FUNCTION], { env: { ACME_TOKEN: 'secret' } }));
});
