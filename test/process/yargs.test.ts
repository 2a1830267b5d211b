import { expect } from 'chai';
import { makeHome, type Home } from '../support/home.ts';
import { record } from '../support/record.ts';
import { expected, words, type Row } from '../support/row.ts';
import { NOWHERE, runAlike, runHost, withoutOurFrames, YES, type HostOptions } from '../support/run-host.ts';
import { readJournals, readRecords } from '../support/spool.ts';

const VERSIONS = { 17: 'yargs-17', 18: 'yargs' };

const STRICT: readonly Row[] = [
  ['reconfigure', 'reconfigure'],
  ['reconfigure secret', 'reconfigure'],
  ['reconfigure --level low', 'reconfigure', 'level'],
  ['reconfigure --dry-run --port=80', 'reconfigure', 'dry-run port'],
  ['reconfigure --dryRun', 'reconfigure', 'dry-run'],
  ['--debug reconfigure', 'reconfigure', 'debug'],
  ['reconfigure -vvd', 'reconfigure', 'debug verbose'],
  ['reconfigure --no-color', 'reconfigure', 'color'],
  ['reconfigure -l a --tag b', 'reconfigure', 'label'],
  ['reconfigure -- --debug', 'reconfigure'],
  ['reconfigure --help', 'reconfigure', 'help'],
  ['reconfigure -h', 'reconfigure', 'help'],
  ['reconfigure help', 'reconfigure', 'help'],
  ['help', '(root)', 'help'],
  ['push --to x', 'push', 'to'],
  ['deploy', 'deploy'],
  ['later', 'later'],
  ['later --help', 'later', 'help'],
  ['', '(root)', '', 1, 'missing_command'],
  ['secret-word', '(unknown)', '', 1, 'unknown_command'],
  ['secret-word --debug', '(unknown)', '', 1, 'unknown_command'],
  ['reconfigur', '(unknown)', '', 1, 'unknown_command'],
  ['--secret-flag', '(root)', '', 1, 'missing_command'],
  ['reconfigure --secret-flag', 'reconfigure', '', 1, 'unknown_option'],
  ['reconfigure --secret-flag secret', 'reconfigure', '', 1, 'unknown_option'],
  ['reconfigure one secret', 'reconfigure', '', 1, 'excess_arguments'],
  ['reconfigure --level secret', 'reconfigure', 'level', 1, 'invalid_argument'],
  ['reconfigure --port none', 'reconfigure', 'port', 1, 'invalid_argument'],
  ['reconfigure --fast --slow', 'reconfigure', 'fast slow', 1, 'conflicting_option'],
  ['reconfigure --user secret', 'reconfigure', 'user', 1, 'missing_option'],
  ['reconfigure --zone', 'reconfigure', '', 1, 'missing_argument'],
  ['push', 'push', '', 1, 'missing_option'],
  ['checked', 'checked', '', 1, 'invalid_argument'],
];

/** yargs takes a word that is no command for an argument, unless it is told not to. */
const LENIENT: readonly Row[] = [
  ['', '(root)'],
  ['secret-word', '(root)'],
  ['secret-word --secret-flag', '(root)'],
  ['--region=secret', '(root)', 'region'],
  ['-r secret', '(root)', 'region'],
  ['reconfigure secret', 'reconfigure'],
  ['reconfigure secret more', 'reconfigure'],
  ['reconfigure --name secret', 'reconfigure', 'name'],
  ['deploy secret-word', 'deploy'],
  ['again', 'again'],
  ['deploy --quick', 'deploy'],
  ['deploy one', '(other)'],
];

/** Help lists the verbs, and a crash our frames. */
const alike = (printed: string): string =>
  withoutOurFrames(printed).replaceAll(/\n\nSee and change.*telemetry$|^.*telemetry.*\n/gm, '');

/** Else our frames would take the place of others. */
const NODE_OPTIONS = '--stack-trace-limit=100';

for (const [version, specifier] of Object.entries(VERSIONS)) {
  const check = async (fixture: string, row: Row, options: HostOptions = {}): Promise<void> => {
    const env = { TEST_FRAMEWORK: specifier, NODE_OPTIONS, ...options.env };
    const { attributes, span } = await record(`yargs/${fixture}`, {
      args: words(row[0]),
      ...options,
      env,
      alike,
    });
    expect(attributes).to.deep.equal(expected(row));
    expect(span.name).to.equal(row[1] === '(root)' ? 'acme' : `acme ${row[1]}`);
    expect(JSON.stringify(span)).to.not.contain('secret');
  };

  describe(`a program of yargs ${version}`, () => {
    describe('that is strict', () => {
      for (const row of STRICT) it(`is recorded, not changed: acme ${row[0]}`, () => check('strict.js', row));

      it('names what is wrong in any language', () =>
        check('strict.js', ['secret-word', '(unknown)', '', 1, 'unknown_command'], {
          env: { LC_ALL: 'de_DE.UTF-8' },
        }));

      it('names commands and flags of builder functions if the host lists them', () =>
        check('strict.js', ['later --quick', 'later', 'quick'], { options: { flags: ['quick'] } }));
    });

    describe('that is not strict', () => {
      for (const row of LENIENT)
        it(`is recorded, not changed: acme ${row[0]}`, () => check('lenient.js', row));

      it('names a command that a builder function adds if the host lists it', () =>
        check('lenient.js', ['deploy one --quick', 'deploy one', 'quick'], {
          options: { commands: ['deploy one'], flags: ['quick'] },
        }));

      it('does not count a flag that a variable gave', () =>
        check('lenient.js', ['reconfigure', 'reconfigure'], { env: { ACME_TOKEN: 'secret' } }));
    });

    describe('that fails', () => {
      const CHOOSE: Row = ['choose --one secret', 'choose', 'one', 1, 'invalid_argument'];

      for (const [mode, exitCode] of [
        ['fail before', 3],
        ['fail after', 3],
        ['goes on', 5],
        ['throws', 4],
        ['does not exit', 4],
        ['callback', 6],
        ['argv', 1],
        ['sync', 1],
      ] as const) {
        const [typed, command, flags] = CHOOSE;
        it(`names wrong usage as before: ${mode}`, () =>
          check('fails.js', [typed, command, flags ?? '', exitCode, CHOOSE[4] ?? ''], {
            options: { flags: ['one'] },
            env: { TEST_MODE: mode },
          }));
      }

      it('names the first of two mistakes where its host goes on', () =>
        check('fails.js', ['choose --one secret --secret-flag', 'choose', 'one', 5, 'unknown_option'], {
          options: { flags: ['one'] },
          env: { TEST_MODE: 'goes on' },
        }));

      for (const [mode, exitCode] of [
        ['fail before', 3],
        ['fail after', 3],
        ['throws', 4],
        ['does not exit', 4],
        ['argv', 1],
      ] as const) {
        it(`names what an asynchronous handler throws: ${mode}`, () =>
          check('fails.js', ['fail-later', 'fail-later', '', exitCode, 'RangeError'], {
            env: { TEST_MODE: mode },
          }));
      }

      it('names what asynchronous middleware throws', () =>
        check('fails.js', ['middle', 'middle', '', 3, 'TypeError'], { env: { TEST_MODE: 'fail before' } }));

      for (const mode of ['fail before', 'argv', 'sync', 'callback']) {
        it(`crashes as before when a handler throws: ${mode}`, async () => {
          const env = { TEST_FRAMEWORK: specifier, NODE_OPTIONS, TEST_MODE: mode };
          const { attributes } = await record('yargs/fails.js', { args: ['fail'], env, alike });
          expect(attributes).to.deep.equal(expected(['', 'fail', '', 1, 'RangeError'], 'crashed'));
        });
      }

      it('names what a handler throws and its host catches', () =>
        check('fails.js', ['fail', 'fail', '', 4, 'RangeError'], { env: { TEST_MODE: 'does not exit' } }));

      it('crashes as before when nobody handles the rejection', async () => {
        const env = { TEST_FRAMEWORK: specifier, NODE_OPTIONS, TEST_MODE: 'throws unhandled' };
        const { attributes } = await record('yargs/fails.js', { args: ['fail-later'], env, alike });
        expect(attributes).to.deep.equal(expected(['', 'fail-later', '', 1, 'RangeError'], 'crashed'));
      });

      for (const mode of ['throws', 'does not exit', 'callback', 'argv']) {
        it(`works as before: ${mode}`, () =>
          check('fails.js', ['works', 'works'], { env: { TEST_MODE: mode } }));
      }
    });

    describe('without commands', () => {
      for (const row of [
        ['secret.txt', '(root)'],
        ['secret.txt --upper', '(root)', 'upper'],
        ['', '(root)', '', 1, 'missing_argument'],
        ['a --secret-flag', '(root)', '', 1, 'unknown_option'],
        ['--help', '(root)', 'help'],
      ] as readonly Row[])
        it(`is recorded, not changed: acme ${row[0]}`, () => check('without-commands.js', row));
    });
  });

  describe(`the verbs in a program of yargs ${version}`, () => {
    let home: Home;
    const env = { TEST_FRAMEWORK: specifier };

    beforeEach(() => {
      home = makeHome();
      home.holdSender(NOWHERE);
    });

    afterEach(() => home.remove());

    const run = (fixture: string, typed: string, more = {}): ReturnType<typeof runHost> =>
      runHost(home, `yargs/${fixture}`, { args: words(typed), env: { ...env, ...more } });

    it('answer when the first word calls them, and the program does not run', async () => {
      const status = await run('without-commands.js', 'telemetry');
      expect(status).to.include({ exitCode: 0, stderr: '' });
      expect(status.stdout)
        .to.match(/^Telemetry of acme is off/)
        .and.not.match(/false\n$/);
      expect((await run('without-commands.js', 'telemetry nonsense')).exitCode).to.equal(1);
      expect((await run('without-commands.js', '--help')).stdout).to.match(/\n.*acme telemetry\n$/);
    });

    it('take a no though an option of the program is missing', async () => {
      const { stdout, stderr, exitCode } = await run('needs-an-option.js', 'telemetry disable');
      expect({ stderr, exitCode }).to.deep.equal({ stderr: '', exitCode: 0 });
      expect(stdout)
        .to.match(/^Telemetry of acme is off/)
        .and.not.contain('went on');
    });

    it('are found behind options of the program', async () => {
      const status = await run('needs-an-option.js', '--project x --debug telemetry status --json');
      expect(status).to.include({ exitCode: 0, stderr: '' });
      expect(JSON.parse(status.stdout.replace('went on\n', ''))).to.include({ name: 'acme' });
    });

    for (const TEST_LATE of ['0', '1']) {
      it(`leave a command of that name alone, late or not: ${TEST_LATE}`, async () => {
        const fixture = 'yargs/has-a-telemetry-command.js';
        const more = { ...env, TEST_LATE };
        for (const typed of ['telemetry', 'spacecraft']) {
          const { result, attributes } = await record(fixture, { args: [typed], env: more });
          expect(result.stdout).to.equal('beep\n');
          expect(attributes['cli.command']).to.equal(TEST_LATE === '1' ? '(other)' : 'telemetry');
        }
      });
    }

    for (const typed of [
      '--get-yargs-completions acme b',
      '--get-yargs-completions acme build -',
      'completion',
    ])
      it(`are not recorded, as completions are not: acme ${typed}`, async () => {
        const options = { args: words(typed), env: { ...env, ...YES } };
        const { stdout, exitCode } = await runAlike(home, 'yargs/completes.js', { ...options, alike });
        expect(exitCode).to.equal(0);
        expect(stdout).to.not.equal('');
        expect([...readRecords(home), ...readJournals(home)]).to.deep.equal([]);
      });
  });
}

describe('the one yargs that require gives before version 18', () => {
  for (const TEST_MODE of ['parse', 'argv']) {
    for (const [typed, command, flags] of [
      ['build-all --mode secret', 'build-all', 'mode'],
      ['deploy', 'deploy'],
      ['deploy part secret', 'deploy part'],
      ['deploy p secret', 'deploy part'],
    ] as readonly Row[]) {
      it(`is recorded, not changed: acme ${typed}, ${TEST_MODE}`, async () => {
        const options = { commands: ['deploy part'] };
        const { attributes } = await record('yargs/singleton.cjs', {
          args: words(typed),
          env: { TEST_MODE },
          options,
        });
        expect(attributes).to.deep.equal(expected([typed, command, flags ?? '']));
      });
    }

    it(`answers when the first word calls the verbs: ${TEST_MODE}`, async () => {
      const home = makeHome();
      const { stdout } = await runHost(home, 'yargs/singleton.cjs', {
        args: ['telemetry'],
        env: { TEST_MODE },
      });
      expect(stdout)
        .to.match(/^Telemetry of acme is off/)
        .and.not.contain('object');
      await home.remove();
    });
  }
});
