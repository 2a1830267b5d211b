import { expect } from 'chai';
import { makeHome, type Home } from '../support/home.ts';
import { record } from '../support/record.ts';
import { expected, words, type Row } from '../support/row.ts';
import {
  runAlike,
  runHost,
  withoutOurFrames,
  type HostOptions,
  type HostResult,
} from '../support/run-host.ts';

const FUNCTION = 'deploy function';

const ROWS: readonly Row[] = [
  ['deploy function secret', FUNCTION],
  ['deploy lambda secret', FUNCTION],
  ['deploy function secret --region secret', FUNCTION, 'region'],
  ['deploy function -r secret secret', FUNCTION, 'region'],
  ['deploy function --place=secret secret', FUNCTION, 'region'],
  ['deploy function secret --no-wait', FUNCTION, 'no-wait'],
  ['deploy function secret --wait', FUNCTION, 'wait'],
  ['deploy function secret --dry-run', FUNCTION, 'dryRun'],
  ['deploy function secret --dryRun', FUNCTION, 'dryRun'],
  ['deploy function secret -- --dryRun', FUNCTION],
  ['deploy function secret --secret-flag', FUNCTION],
  ['--debug build -q', 'build', 'debug quick'],
  ['build -q --debug', 'build', 'debug quick'],
  ['build -qd', 'build', 'debug quick'],
  ['--no-color build', 'build', 'no-color'],
  ['build --mode prod', 'build', 'mode'],
  ['lazy', 'lazy'],
  ['lazy --quick', 'lazy', 'quick'],
  ['promised --quick', 'promised', 'quick'],
  ['list', 'list'],
  ['list all', 'list all'],
  ['show-help', 'show-help'],
  ['copy secret secret', 'copy'],
  ['copy secret', 'copy', '', 1, 'missing_argument'],
  ['copy', 'copy', '', 1, 'missing_argument'],
  ['deploy function --region secret', FUNCTION, 'region', 1, 'missing_argument'],
  ['push', 'push', '', 1, 'missing_option'],
  ['-d push', 'push', 'debug', 1, 'missing_option'],
  ['push --to secret', 'push', 'to'],
  ['secret-word', '(unknown)', '', 1, 'unknown_command'],
  ['deploi', '(unknown)', '', 1, 'unknown_command'],
  ['deploy secret-word', '(unknown)', '', 1, 'unknown_command'],
  ['list secret-word', '(unknown)', '', 1, 'unknown_command'],
  ['', '(root)', '', 1, 'missing_command'],
  ['--debug', '(root)', 'debug', 1, 'missing_command'],
  ['deploy', 'deploy', '', 1, 'missing_command'],
  ['deploy --secret-flag', 'deploy', '', 1, 'missing_command'],
  ['--help', '(root)', 'help'],
  ['-h', '(root)', 'help'],
  ['deploy --help', 'deploy', 'help'],
  ['deploy function -h', FUNCTION, 'help'],
  ['--help build', 'build', 'help'],
  ['secret-word --help', '(root)', 'help'],
  ['--version', '(root)', 'version'],
  ['exit 0', 'exit'],
  ['exit 7', 'exit', '', 7, '_OTHER'],
  ['sets-code', 'sets-code', '', 3, '_OTHER'],
  ['fails-in-setup', 'fails-in-setup', '', 1, 'RangeError'],
  ['fails-in-cleanup', 'fails-in-cleanup', '', 1, 'RangeError'],
  ['fails-twice', 'fails-twice', '', 1, 'TypeError'],
  ['fails-in-args', 'fails-in-args', '', 1, 'RangeError'],
  ['fails-in-commands', 'fails-in-commands', '', 1, 'RangeError'],
];

/** What only one of the versions knows. */
const ROWS_OF: Readonly<Record<string, readonly Row[]>> = {
  'citty-0.1': [
    ['deploy function secret --region --dryRun', FUNCTION, 'dryRun region'],
    ['--region secret build', '(unknown)', '', 1, 'unknown_command'],
    ['-v', '(root)', '', 1, 'missing_command'],
    ['fails-in-plugin', 'fails-in-plugin'],
  ],
  citty: [
    // What stands behind an option that takes a value is its value, whatever it looks like.
    ['deploy function secret --region --dryRun', FUNCTION, 'region'],
    ['-v', '(root)', 'version'],
    ['build --mode secret', 'build', 'mode', 1, 'invalid_argument'],
    ['fails-in-plugin', 'fails-in-plugin', '', 1, 'RangeError'],
  ],
};

/** Help lists the verbs, and citty prints errors with their stacks. */
function withoutOurs(printed: string): string {
  return withoutOurFrames(printed).replaceAll(/^.*telemetry.*\n/gm, '');
}

for (const version of Object.keys(ROWS_OF)) {
  describe(`a program of ${version}`, () => {
    const check = async (fixture: string, row: Row, options: HostOptions = {}): Promise<HostResult> => {
      const { attributes, span, result } = await record(`citty/${fixture}`, {
        ...options,
        args: words(row[0]),
        env: { TEST_FRAMEWORK: version, ...options.env },
        alike: withoutOurs,
      });
      expect(attributes).to.deep.equal(expected(row));
      expect(JSON.stringify(span)).to.not.contain('secret');
      return result;
    };

    for (const row of [...ROWS, ...(ROWS_OF[version] ?? [])]) {
      it(`is recorded, not changed: acme ${row[0]}`, () => check('program.js', row));
    }

    it('names a command that cannot be loaded', () =>
      check('program.js', ['broken', 'broken', '', 1, 'RangeError'], { env: { TEST_BROKEN: '1' } }));

    it('does not name one that was not typed', async () => {
      const error = version === 'citty' ? 'RangeError' : 'unknown_command';
      const command = version === 'citty' ? '(root)' : '(unknown)';
      // citty 0.2 loads all commands to find an alias.
      await check('program.js', ['secret-word', command, '', 1, error], { env: { TEST_BROKEN: '1' } });
    });

    for (const typed of [
      'build --quick',
      'deploy site',
      '--debug build',
      '--help',
      'secret-word',
      'deploy',
    ]) {
      for (const env of [{}, { TEST_MOUNTED: '1' }]) {
        const isMounted = 'TEST_MOUNTED' in env;
        const options = { args: words(typed), alike: withoutOurs };
        const title = `where it looks at itself${isMounted ? ', mounted' : ''}: acme ${typed}`;

        it(`is what it was, ${title}`, async () => {
          await record('citty/looks-at-itself.js', { ...options, env: { TEST_FRAMEWORK: version, ...env } });
        });

        it(`is what it was after a no, ${title}`, async () => {
          const home = makeHome();
          const off = { TEST_FRAMEWORK: version, DO_NOT_TRACK: '1', ...env };
          try {
            await runAlike(home, 'citty/looks-at-itself.js', { ...options, env: off });
            expect(home.tree()).to.deep.equal([]);
          } finally {
            await home.remove();
          }
        });
      }
    }

    describe('with the verbs mounted', () => {
      let home: Home;

      beforeEach(() => {
        home = makeHome();
      });

      afterEach(() => home.remove());

      const optionsOf = (program: string, typed: string, more = {}): HostOptions => ({
        args: words(typed),
        env: { TEST_FRAMEWORK: version, TEST_PROGRAM: program, ...more },
      });
      const run = async (program: string, typed: string): Promise<HostResult> => {
        const { stdout, ...rest } = await runHost(home, 'citty/has-verbs.js', optionsOf(program, typed));
        return { stdout: withoutIdentity(stdout), ...rest };
      };

      for (const program of ['needs an argument', 'takes a flag', 'has no commands']) {
        it(`answers before anything of the program: one that ${program}`, async () => {
          const status = await run(program, 'telemetry');
          expect(status).to.include({ exitCode: 0, stderr: '' });
          expect(status.stdout).to.match(/^Telemetry of acme is off/);
          const disabled = await run(program, 'telemetry disable');
          expect(disabled).to.include({ exitCode: 0, stderr: '' });
          expect(disabled.stdout).to.match(/^Telemetry of acme is off/);
          expect((await run(program, 'telemetry nonsense')).exitCode).to.equal(1);
        });
      }

      for (const typed of ['--debug telemetry', '--debug telemetry status']) {
        it(`answers behind the program's own flags, and runs nothing after: acme ${typed}`, async () => {
          const { stdout } = await run('takes a flag', typed);
          expect(stdout)
            .to.match(/^Telemetry of acme is off/)
            .and.not.contain('ran');
        });
      }

      it('answers where the commands are loaded', async () => {
        expect((await run('loads its commands', 'telemetry')).stdout).to.match(
          /^set up\nTelemetry of acme is off/,
        );
      });

      for (const program of ['takes a flag', 'loads its commands']) {
        it(`is listed in the help of one that ${program}`, async () => {
          const { stdout } = await run(program, '--help');
          expect(stdout).to.match(/telemetry.* +see and change what acme records/);
        });
      }

      for (const program of ['has such a command', 'loads such a command']) {
        it(`leaves a program its own command: one that ${program}`, async () => {
          expect(await run(program, 'telemetry')).to.include({ exitCode: 0, stdout: 'spacecraft\n' });
        });
      }

      if (version === 'citty') {
        it('leaves a program its own alias', async () => {
          expect((await run('has such an alias', 'telemetry')).stdout).to.equal('spacecraft\n');
        });
      }

      for (const flag of ['--help', '-h']) {
        it(`explains itself in its own words: acme telemetry ${flag}`, async () => {
          const { stdout, exitCode } = await run('needs an argument', `telemetry ${flag}`);
          expect(exitCode).to.equal(0);
          // citty 0.1 lets nobody else answer, and so shows ours as the description of the command.
          expect(stdout).to.match(version === 'citty' ? /^Usage: acme telemetry/ : /Usage: acme telemetry/);
        });
      }

      it('goes by another word', async () => {
        const options = optionsOf('takes a flag', 'stats', { TEST_WORD: 'stats' });
        const stats = await runHost(home, 'citty/has-verbs.js', options);
        expect(stats.stdout).to.contain('Telemetry of acme is off').and.contain('acme stats');
      });

      for (const [program, typed] of [
        ['has no commands', 'file.txt --upper'],
        ['has no commands', 'a telemetry'],
        ['has no commands', ''],
        ['has no commands', '--help'],
        ['has no commands in its list', 'file.txt'],
        ['has such a command', 'telemetry'],
        ['has such a command', '--help'],
        ['loads such a command', 'telemetry'],
        ['needs an argument', 'build'],
        ['needs an argument', 'build --to x'],
        ['takes a flag', '--debug'],
        ['takes a flag', 'build'],
      ] as const) {
        it(`is what it was: one that ${program}, acme ${typed}`, async () => {
          const alike = (printed: string): string => withoutIdentity(withoutOurs(printed));
          await record('citty/has-verbs.js', { ...optionsOf(program, typed), alike });
        });
      }

      it('hands back the definition itself after a no, where no verb is mounted', async () => {
        const off = optionsOf('has such a command', 'build', { DO_NOT_TRACK: '1' });
        const { stdout } = await runAlike(home, 'citty/has-verbs.js', off);
        expect(stdout).to.equal('its own\nbuilt\n');
        expect(home.tree()).to.deep.equal([]);
      });

      for (const row of [
        ['file', '(root)'],
        ['--upper file', '(root)', 'upper'],
        ['', '(root)', '', 1, 'missing_argument'],
        ['--help', '(root)', 'help'],
      ] as readonly Row[]) {
        it(`records a program without commands: acme ${row[0]}`, async () => {
          const { attributes } = await record('citty/has-verbs.js', {
            ...optionsOf('has no commands', row[0]),
            alike: (printed) => withoutIdentity(withoutOurs(printed)),
          });
          expect(attributes).to.deep.equal(expected(row));
        });
      }

      it('records wrong usage of a program that shows it itself', async () => {
        const { attributes } = await record('citty/has-verbs.js', {
          ...optionsOf('takes a flag', 'secret-word', { TEST_OWN_ERRORS: '1' }),
          alike: withoutIdentity,
        });
        expect(attributes).to.deep.equal(expected(['', '(unknown)', '', 5, 'unknown_command']));
      });
    });
  });
}

function withoutIdentity(printed: string): string {
  return printed.replace(/^(its own|another)\n/, '');
}
