import { expect } from 'chai';
import { makeHome, type Home } from '../support/home.ts';
import { record } from '../support/record.ts';
import { expected, words, type Row } from '../support/row.ts';
import { NOWHERE, runHost, withoutOurFrames, type HostOptions } from '../support/run-host.ts';

const VERSIONS = { 6: 'cac-6', 7: 'cac' };

const ALL = 'reconfigure-all';

const ROWS: readonly Row[] = [
  [ALL, ALL],
  ['r', ALL],
  [`${ALL} secret secret`, ALL],
  [`${ALL} --level secret`, ALL, 'level'],
  [`${ALL} -l low`, ALL, 'level'],
  [`${ALL} -dl=low`, ALL, 'debug level'],
  [`${ALL} --dry-run`, ALL, 'dry-run'],
  [`${ALL} --dryRun`, ALL, 'dry-run'],
  [`${ALL} --color`, ALL, 'color'],
  [`${ALL} --no-color`, ALL, 'color'],
  [`${ALL} --no-wait`, ALL, 'no-wait'],
  [`${ALL} --wait-less`, ALL, 'wait-less'],
  [`${ALL} --env.SECRET secret`, ALL, 'env'],
  [`${ALL} --label`, ALL, 'label'],
  [`${ALL} -- --color`, ALL],
  ['--debug lenient', 'lenient', 'debug'],
  ['lenient --debug', 'lenient', 'debug'],
  ['lenient --secret-flag', 'lenient'],
  [`${ALL} --help`, ALL, 'help'],
  [`${ALL} -h`, ALL, 'help'],
  ['--help', '(root)', 'help'],
  ['-v', '(root)', 'version'],
  ['', '(root)'],
  ['secret-word', '(unknown)'],
  ['one', 'one', '', 1, 'missing_argument'],
  [`${ALL} --level`, ALL, '', 1, 'missing_argument'],
  [`${ALL} --secret-flag`, ALL, '', 1, 'unknown_option'],
  ['group secret', '(other)'],
];

/** Help lists the verbs, and a crash our frames. */
const alike = (printed: string): string =>
  withoutOurFrames(printed).replaceAll(/\n\nSee and change.*telemetry$|^.*telemetry.*\n/gm, '');

for (const [version, specifier] of Object.entries(VERSIONS)) {
  const check = async (fixture: string, row: Row, options: HostOptions = {}): Promise<void> => {
    const env = { TEST_FRAMEWORK: specifier, ...options.env };
    const { attributes, span } = await record(`cac/${fixture}`, {
      args: words(row[0]),
      ...options,
      env,
      alike,
    });
    expect(attributes).to.deep.equal(expected(row));
    expect(span.name).to.equal(row[1] === '(root)' ? 'acme' : `acme ${row[1]}`);
    expect(JSON.stringify(span)).to.not.contain('secret');
  };

  describe(`a program of cac ${version}`, () => {
    for (const row of ROWS) it(`is recorded, not changed: acme ${row[0]}`, () => check('options.js', row));

    it('names what an action says that it is, where the host lists it', () =>
      check('options.js', ['group part', 'group part'], { options: { commands: ['group part'] } }));

    if (version === '7')
      it('names arguments that are too many', () =>
        check('options.js', ['one secret secret', 'one', '', 1, 'excess_arguments']));

    for (const typed of ['', 'secret.txt'])
      it(`has no name for a default command without one: acme ${typed}`, () =>
        check('parses.js', [typed, '(root)']));

    // Version 6 does not know a default command by the alias `!`.
    it('names a default command that has a name, where it runs', () =>
      check('parses.js', ['', version === '6' ? '(root)' : 'start-it-all'], { env: { TEST_NAMED: '1' } }));

    for (const typed of ['fail', 'fail-later']) {
      it(`crashes as before when an action throws: acme ${typed}`, async () => {
        const env = { TEST_FRAMEWORK: specifier };
        const { attributes } = await record('cac/parses.js', { args: [typed], env, alike });
        expect(attributes).to.deep.equal(expected(['', typed, '', 1, 'RangeError'], 'crashed'));
      });
    }

    for (const row of [
      ['secret.txt', '(root)'],
      ['secret.txt --upper', '(root)', 'upper'],
      ['', '(root)'],
      ['--help', '(root)', 'help'],
    ] as readonly Row[])
      it(`is recorded, not changed, without commands: acme ${row[0]}`, () =>
        check('without-commands.js', row));
  });

  describe(`the verbs in a program of cac ${version}`, () => {
    let home: Home;

    beforeEach(() => {
      home = makeHome();
      home.holdSender(NOWHERE);
    });

    afterEach(() => home.remove());

    const run = (fixture: string, typed: string): ReturnType<typeof runHost> =>
      runHost(home, `cac/${fixture}`, { args: words(typed), env: { TEST_FRAMEWORK: specifier } });

    it('answer when the first word calls them, and the program does not run', async () => {
      const status = await run('without-commands.js', 'telemetry');
      expect(status).to.include({ exitCode: 0, stderr: '' });
      expect(status.stdout)
        .to.match(/^Telemetry of acme is off/)
        .and.not.match(/undefined\n$/);
      expect((await run('without-commands.js', 'telemetry nonsense')).exitCode).to.equal(1);
      expect((await run('without-commands.js', '--help')).stdout).to.match(/\n.*acme telemetry\n$/);
    });

    it('run once, and no other command with them, where the host runs what was matched', async () => {
      const { stdout, stderr, exitCode } = await run('options.js', 'telemetry status --json');
      expect({ stderr, exitCode }).to.deep.equal({ stderr: '', exitCode: 0 });
      expect(JSON.parse(stdout.replace('went on\n', ''))).to.include({ name: 'acme' });
    });

    it('are found behind options of the program', async () => {
      const { stdout } = await run('options.js', '--debug telemetry status --json');
      expect(JSON.parse(stdout.replace('went on\n', ''))).to.include({ name: 'acme' });
    });

    it('stand in the help', async () => {
      expect((await run('options.js', '--help')).stdout).to.match(/^ {2}telemetry \[verb] +see and change/m);
    });

    for (const TEST_LATE of ['0', '1']) {
      it(`leave a command of that name alone, late or not: ${TEST_LATE}`, async () => {
        const env = { TEST_FRAMEWORK: specifier, TEST_LATE };
        const { result, attributes } = await record('cac/has-a-telemetry-command.js', {
          args: ['telemetry'],
          env,
        });
        expect(result.stdout).to.equal('beep\n');
        expect(attributes['cli.command']).to.equal(TEST_LATE === '1' ? '(other)' : 'spacecraft');
      });
    }
  });
}
