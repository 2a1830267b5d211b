import { expect } from 'chai';
import { makeHome, type Home } from '../support/home.ts';
import { record } from '../support/record.ts';
import { expected, words, type Row } from '../support/row.ts';
import { runAlike, runHost, withoutOurFrames, type HostResult } from '../support/run-host.ts';

const FUNCTION = 'deploy function';

const ROWS: readonly Row[] = [
  ['deploy function secret', FUNCTION],
  ['d lambda secret', FUNCTION],
  ['deploy function secret --region secret', FUNCTION, 'region'],
  ['deploy function -r secret secret', FUNCTION, 'region'],
  ['-r secret deploy function secret', FUNCTION, 'region'],
  ['deploy function secret --region=secret', FUNCTION, 'region'],
  ['deploy function secret --no-wait', FUNCTION, 'no-wait'],
  ['deploy function secret --wait', FUNCTION, 'wait'],
  ['deploy function secret -fq -qq', FUNCTION, 'force quiet'],
  ['deploy function -- --force', FUNCTION],
  ['deploy site', 'deploy site'],
  ['build --mode prod', 'build', 'mode'],
  ['push --to secret', 'push', 'to'],
  ['exec --quick secret --region secret', 'exec', 'quick'],
  ['exec secret --quick', 'exec'],
  ['look', 'look'],
  ['secret-word', '(unknown)', '', 1, 'unknown_command'],
  ['deploi', '(unknown)', '', 1, 'unknown_command'],
  ['deploy secret-word', '(unknown)', '', 1, 'unknown_command'],
  ['deploy', 'deploy', '', 1, 'missing_command'],
  ['d', 'deploy', '', 1, 'missing_command'],
  ['', '(root)'],
  ['--secret-flag', '(root)', '', 1, 'unknown_option'],
  ['build --secret-flag', 'build', '', 1, 'unknown_option'],
  ['build --quick --secret-flag', 'build', 'quick', 1, 'unknown_option'],
  ['build ---', 'build', '', 1, 'unknown_option'],
  ['deploy function', FUNCTION, '', 1, 'missing_argument'],
  ['deploy function --force', FUNCTION, 'force', 1, 'missing_argument'],
  ['deploy function x --region', FUNCTION, '', 1, 'missing_argument'],
  ['build secret', 'build', '', 1, 'excess_arguments'],
  ['build --mode secret', 'build', 'mode', 1, 'invalid_argument'],
  ['build --mode dev --quick', 'build', 'mode quick', 1, 'usage'],
  ['push', 'push', '', 1, 'missing_option'],
  ['twin', '(unknown)', '', 1, 'usage'],
  ['--help', '(root)', 'help'],
  ['-h', '(root)', 'help'],
  ['build --help', 'build', 'help'],
  ['d lambda -h', FUNCTION, 'help'],
  ['twin -h', 'twin', 'help'],
  ['twin -h=1', 'twin', 'help'],
  ['--version', '(root)', 'version'],
  ['-v', '(root)', 'version'],
  ['--clipanion=definitions', '(root)'],
  ['fail now', 'fail', '', 1, 'RangeError'],
  ['fail usage', 'fail', '', 1, 'usage'],
  ['fail text', 'fail', '', 1, '_OTHER'],
  ['fail exit', 'fail', '', 4, 'RangeError'],
  ['fail another', 'fail', '', 1, 'TypeError'],
  ['fail handled', 'fail'],
  ['fail forwarded', 'fail', '', 1, 'unknown_command'],
  ['all', 'all', '', 3, '_OTHER'],
];

/** Help lists the verbs. Of errors clipanion prints the stacks: only those made in `catch` show a line of ours. */
function withoutOurs(printed: string): string {
  const shown = printed.startsWith('Type Error') ? withoutOurFrames(printed) : printed;
  return shown.replaceAll(/^.*telemetry.*\n/gm, '');
}

describe('a clipanion program', () => {
  const check = async (row: Row, env: Record<string, string> = {}): Promise<void> => {
    const options = { args: words(row[0]), env, alike: withoutOurs };
    const { attributes, span } = await record('clipanion/program.js', options);
    expect(attributes).to.deep.equal(expected(row));
    expect(JSON.stringify(span)).to.not.contain('secret');
  };

  for (const row of ROWS) it(`is recorded, not changed: acme ${row[0]}`, () => check(row));

  it('does not count a flag that a variable gave', () =>
    check(['deploy function x', FUNCTION], { ACME_REGION: 'secret' }));

  for (const row of ROWS.filter(([typed]) =>
    /^(deploy function secret --wait|build --help|fail now)$/.test(typed),
  )) {
    it(`is recorded where the command is found first, and run then: acme ${row[0]}`, () =>
      check(row, { TEST_HOW: 'process first' }));
  }

  describe('with the verbs mounted', () => {
    let home: Home;

    beforeEach(() => {
      home = makeHome();
    });

    afterEach(() => home.remove());

    const run = (typed: string, env = {}): Promise<HostResult> =>
      runHost(home, 'clipanion/has-verbs.js', { args: words(typed), env });

    it('answers in one that takes words of its own', async () => {
      expect((await run('telemetry')).stdout).to.contain('\nTelemetry of acme is off');
      expect(await run('telemetry disable')).to.include({ exitCode: 0, stderr: '' });
      expect((await run('telemetry nonsense')).exitCode).to.equal(1);
    });

    it('goes by another word', async () => {
      const { stdout } = await run('stats', { TEST_WORD: 'stats' });
      expect(stdout).to.contain('Telemetry of acme is off').and.contain('acme stats');
    });

    it('is listed in the help', async () => {
      const { stdout } = await runHost(home, 'clipanion/program.js', { args: ['--help'] });
      expect(stdout).to.match(/acme telemetry.*\n.*see and change what acme records/);
    });

    it('answers a program that finds the command first', async () => {
      const { stdout, exitCode } = await runHost(home, 'clipanion/program.js', {
        args: ['telemetry'],
        env: { TEST_HOW: 'process first' },
      });
      expect(stdout).to.match(/^Telemetry of acme is off/);
      expect(exitCode).to.equal(0);
    });

    it('leaves a program its own command', async () => {
      const { stdout } = await run('telemetry read', { TEST_PROGRAM: 'spacecraft' });
      expect(stdout).to.contain('spacecraft');
    });

    for (const [program, typed] of [
      ['', 'file.txt --upper'],
      ['', 'a telemetry'],
      ['', ''],
      ['', '--help'],
      ['', '--upper telemetry'],
      ['spacecraft', 'telemetry read'],
      ['spacecraft', 'telemetry'],
      ['spacecraft', '--help'],
    ] as const) {
      const options = { args: words(typed), env: { TEST_PROGRAM: program } };

      it(`is what it was: ${program} ${typed}`, async () => {
        await record('clipanion/has-verbs.js', options);
      });

      it(`is what it was after a no: ${program} ${typed}`, async () => {
        const off = { ...options, env: { ...options.env, DO_NOT_TRACK: '1' } };
        await runAlike(home, 'clipanion/has-verbs.js', off);
        expect(home.tree()).to.deep.equal([]);
      });
    }
  });
});
