import { expect } from 'chai';
import { makeHome, type Home } from '../support/home.ts';
import { record } from '../support/record.ts';
import { words } from '../support/row.ts';
import { runAlike, runHost } from '../support/run-host.ts';

/** Programs and what is typed after their name, none of it meant for the verbs. */
const ALIKE: Readonly<Record<string, readonly string[]>> = {
  'has-verbs.js': [
    'build',
    'build web',
    'deploy function x',
    'nonsense',
    'build --nonsense',
    'build telemetry',
    'exit 3',
  ],
  'has-verbs-and-a-root-action.js': [
    '',
    'file.txt',
    'file.txt --upper',
    '--upper file.txt',
    'a b',
    '--nonsense',
    'status',
  ],
  'has-verbs-and-reads-its-args.js': [
    '',
    'file.txt',
    'a b c',
    '--upper a',
    'a telemetry',
    '-- telemetry',
    'help',
  ],
  'has-a-telemetry-command.js': [
    'telemetry',
    'spacecraft',
    '',
    'telemetry status',
    '--help',
    'telemetry --help',
  ],
};

describe('a program with the verbs mounted', () => {
  let home: Home;

  beforeEach(() => {
    home = makeHome();
  });

  afterEach(() => home.remove());

  for (const [fixture, commands] of Object.entries(ALIKE)) {
    for (const typed of commands) {
      it(`is what it was: ${fixture} ${typed}`, async () => {
        await record(fixture, { args: words(typed) });
      });
    }

    it(`is what it was after a no: ${fixture}`, async () => {
      const args = words(commands[1] ?? '');
      await runAlike(home, fixture, { args, env: { DO_NOT_TRACK: '1' } });
      expect(home.tree()).to.deep.equal([]);
    });
  }

  for (const fixture of ['has-verbs-and-a-root-action.js', 'has-verbs-and-reads-its-args.js']) {
    it(`answers when the first word calls the verbs: ${fixture}`, async () => {
      const status = await runHost(home, fixture, { args: ['telemetry'] });
      expect(status).to.include({ exitCode: 0, stderr: '' });
      expect(status.stdout).to.match(/^Telemetry of acme is off/);
      expect((await runHost(home, fixture, { args: ['telemetry', 'enable'] })).stdout).to.match(
        /^Telemetry of acme is on/,
      );
      expect((await runHost(home, fixture, { args: ['telemetry', 'disable'] })).exitCode).to.equal(0);
      expect(home.tree().filter((name) => name.endsWith('.jsonl'))).to.deep.equal([]);
    });

    it(`names the verbs at the end of its help: ${fixture}`, async () => {
      const { stdout, exitCode } = await runHost(home, fixture, { args: ['--help'] });
      expect(exitCode).to.equal(0);
      expect(stdout)
        .to.match(/\n.*acme telemetry\n$/)
        .and.match(/^Usage: acme \[options\] [[<]file/);
    });
  }

  it('keeps a command of that name, which is recorded', async () => {
    const { attributes } = await record('has-a-telemetry-command.js', { args: ['telemetry'] });
    expect(attributes['cli.command']).to.equal('spacecraft');
  });
});
