import { join } from 'node:path';
import { expect } from 'chai';
import { makeHome, type Home } from '../support/home.ts';
import { record } from '../support/record.ts';
import { expected, words, type Row } from '../support/row.ts';
import { NOWHERE, runAlike, runHost, YES, type HostResult } from '../support/run-host.ts';
import { skipUnless } from '../support/skip.ts';
import { readSpool } from '../support/spool.ts';
import { runOnTerminal, whyNoTerminal } from '../support/terminal.ts';

const FIXTURE = 'oclif/run.js';
const NEWEST = '@oclif/core';
const VERSIONS = ['oclif-core-3', 'oclif-core-4', NEWEST];
/** With and without a hook that hears of errors. */
const OLDEST_AND_NEWEST = ['oclif-core-3', NEWEST];
const FUNCTION = 'deploy function';

const ROWS: readonly Row[] = [
  ['make', 'build'],
  ['b web -m prod', 'build', 'mode'],
  ['build -mprod', 'build', 'mode'],
  ['build -m=prod --level=3', 'build', 'level mode'],
  ['build -qm prod', 'build', 'mode quick'],
  ['build --no-color', 'build', 'no-color'],
  ['build --color', 'build', 'color'],
  ['build web --tag secret secret --tag=secret', 'build', 'tag'],
  ['build --zone secret', 'build', 'region'],
  ['build -z secret', 'build', 'region'],
  // The dashes are the tag.
  ['build --tag -- --quick', 'build', 'quick tag'],
  ['build -- web', 'build'],
  ['deploy', 'deploy'],
  ['deploy --help', 'deploy', 'help'],
  ['deploy function secret --help', FUNCTION, 'help'],
  ['--help deploy function', FUNCTION, 'help'],
  ['build --quick --help', 'build', 'help quick'],
  ['build --mode --help', 'build', 'help'],
  ['secret-word --help', '(unknown)', 'help', 2, 'unknown_command'],
  ['deploy:function secret', FUNCTION],
  ['push --to secret --json', 'push', 'json to'],
  ['stop 0', 'stop'],
  ['stop 7', 'stop', '', 7, '_OTHER'],
  ['give-up', 'give-up', '', 9, 'Error'],
  ['fail-later', 'fail-later', '', 1, 'EADDRINUSE'],
  ['expects', 'expects', '', 1, 'TypeError'],
  ['-- build', '(unknown)', '', 2, 'unknown_command'],
];

/** What oclif's parser says stands in other words in each version. */
const USAGE_ROWS: readonly Row[] = [
  ['secret-word', '(unknown)', '', 2, 'unknown_command'],
  ['deploy function', FUNCTION, '', 2, 'missing_argument'],
  ['build web secret', 'build', '', 2, 'excess_arguments'],
  ['build --secret-flag', 'build', '', 2, 'unknown_option'],
  ['build --level', 'build', '', 2, 'missing_argument'],
  ['build --mode', 'build', '', 2, 'missing_argument'],
  ['build --level secret', 'build', 'level', 2, 'invalid_argument'],
  ['build --mode secret', 'build', 'mode', 2, 'invalid_argument'],
  ['build secret', 'build', '', 2, 'invalid_argument'],
  ['build --mode dev --mode prod', 'build', 'mode', 2, 'conflicting_option'],
  ['build --quick --verbose', 'build', 'quick verbose', 2, 'conflicting_option'],
  ['push', 'push', '', 2, 'missing_option'],
];

/** Root help lists the verbs. */
const withoutVerbs = (printed: string): string => printed.replaceAll(/^.*telemetry.*\n/gm, '');

describe('an oclif program', () => {
  const rows = [
    ...ROWS.map((row) => [NEWEST, row] as const),
    ...VERSIONS.flatMap((version) => USAGE_ROWS.map((row) => [version, row] as const)),
  ];
  for (const [version, row] of rows) {
    it(`records, by ${version}: acme ${row[0]}`, () => expectRecorded(row, { version }));
  }

  for (const version of OLDEST_AND_NEWEST) {
    it(`separates topics by colons, by ${version}`, async () => {
      const oclif = { topicSeparator: ':' };
      await expectRecorded(['deploy:function secret', FUNCTION], { version, oclif });
      await expectRecorded(['deploy function secret', 'deploy'], { version, oclif });
      await expectRecorded(['deploy:secret', '(unknown)', '', 2, 'unknown_command'], { version, oclif });
    });

    it(`takes the words of a command in any order, by ${version}`, async () => {
      const oclif = { flexibleTaxonomy: true };
      await expectRecorded(['function deploy secret', FUNCTION], { version, oclif });
      await expectRecorded(['deploy', '(unknown)', '', 2, 'unknown_command'], { version, oclif });
    });

    it(`is named after the command that was typed, whatever that runs itself, by ${version}`, async () => {
      // oclif sets the exit code when any command throws.
      await expectRecorded(['release', 'release', '', 1, '_OTHER'], { version });
      await expectRecorded(['release --push', 'release', 'push', 3, '_OTHER'], { version });
    });

    it(`has a single command, by ${version}`, async () => {
      await expectRecorded(['web --quick', '(root)', 'quick'], { version, oclif: SINGLE });
      await expectRecorded(['--help', '(root)', 'help'], { version, oclif: SINGLE });
      await expectRecorded(['--secret-flag', '(root)', '', 2, 'unknown_option'], { version, oclif: SINGLE });
    });

    it(`has a plug-in that runs another command for a word that is none, by ${version}`, async () => {
      const oclif = { hooks: { command_not_found: { target: './commands.js', identifier: 'suggest' } } };
      await expectRecorded(['biuld --quick', 'build', 'quick'], { version, oclif });
    });

    it(`has a plug-in that says in its own words that there is no such command, by ${version}`, async () => {
      const oclif = { hooks: { command_not_found: { target: './commands.js', identifier: 'regret' } } };
      await expectRecorded(['secret-word', '(unknown)', '', 127, 'unknown_command'], { version, oclif });
    });
  }

  it('has short flags for help and version', async () => {
    const oclif = { additionalHelpFlags: ['-h'], additionalVersionFlags: ['-V'] };
    await expectRecorded(['build -h', 'build', 'help'], { oclif });
    await expectRecorded(['-h', '(root)', 'help'], { oclif });
    await expectRecorded(['-V', '(root)', 'version'], { oclif });
  });

  it('names the hooks and commands itself, where it is bundled and can load no plug-in', async () => {
    await expectRecorded(['build --quick', 'build', 'quick'], { oclif: BUNDLED });
    await expectRecorded(['build --level', 'build', '', 2, 'missing_argument'], { oclif: BUNDLED });
    await expectRecorded(['--help', '(root)', 'help'], { oclif: BUNDLED });
  });

  it('shows the same stacks', async () => {
    const env = { ...YES, TEST_FRAMEWORK: NEWEST, ACME_DEBUG: '1' };
    const { stderr } = await inHome((home) => runAlike(home, FIXTURE, { args: ['fail-later'], env }));
    expect(stderr).to.match(/secret-message\n +at .*commands\.js/);
  });

  it('keeps what a command does with its own error', async () => {
    // With `--json` oclif prints the error, sets the exit code and tells no hook.
    await expectRecorded(['push --to nowhere --json', 'push', 'json to', 1, '_OTHER']);
  });

  it('is what it was where its telemetry has another name', async () => {
    await inHome(async (home) => {
      const env = { ...YES, TEST_FRAMEWORK: NEWEST };
      const other = { env, options: { name: 'other' } };
      await runAlike(home, FIXTURE, { ...other, args: ['build'] });
      await runAlike(home, FIXTURE, { ...other, args: ['nonsense'] });
      const { exitCode, stderr } = await runHost(home, FIXTURE, { ...other, args: ['telemetry'] });
      expect({ exitCode, stderr }).to.deep.equal({
        exitCode: 1,
        stderr: 'error: telemetry is registered under another name than acme\n',
      });
    });
  });

  it('is found under another of its names', async () => {
    await expectRecorded(['build --quick', 'build', 'quick'], {
      oclif: { bin: 'acme-cli', binAliases: ['acme'] },
    });
  });

  for (const version of OLDEST_AND_NEWEST) {
    it(`is what it was where it lists the plug-in and registers nothing, by ${version}`, async () => {
      for (const typed of ['--help', 'telemetry', 'telemetry --help', 'nonsense', 'build --quick']) {
        await inHome(async (home) => {
          const options = { args: words(typed), without: true };
          const env = { TEST_FRAMEWORK: version };
          const bare = await runHost(home, FIXTURE, { ...options, env });
          const listed = await runHost(home, FIXTURE, { ...options, env: { ...env, TEST_LISTED: '1' } });
          expect(listed).to.deep.equal(bare);
          expect(home.tree()).to.deep.equal([]);
        });
      }
    });
  }
});

describe('the verbs of an oclif program', () => {
  let home: Home;

  beforeEach(() => {
    home = makeHome();
  });

  afterEach(() => home.remove());

  const run = (typed: string, { version = NEWEST, oclif = {} }: HowRun = {}): Promise<HostResult> =>
    runHost(home, FIXTURE, {
      args: words(typed),
      env: { TEST_FRAMEWORK: version, TEST_OCLIF: JSON.stringify(oclif) },
    });

  for (const version of OLDEST_AND_NEWEST) {
    it(`are called with a colon too, by ${version}`, async () => {
      const oclif = { topicSeparator: ':' };
      const how = { version, oclif };
      expect((await run('telemetry:enable', how)).stdout).to.match(/^Telemetry of acme is on/);
      expect(JSON.parse((await run('telemetry:status --json', how)).stdout)).to.include({ recording: true });
      expect((await run('telemetry disable', how)).stdout).to.match(/^Telemetry of acme is off/);
      const refused = await run('telemetry:disable nonsense', how);
      expect(refused).to.include({ exitCode: 1, stderr: "error: unexpected argument 'nonsense'\n" });
      expect(home.tree().filter((name) => name.endsWith('.jsonl'))).to.deep.equal([]);
    });

    it(`answer in a program of a single command when they are the first word, by ${version}`, async () => {
      const how = { version, oclif: SINGLE };
      expect((await run('telemetry enable', how)).stdout).to.match(/^Telemetry of acme is on/);
      expect((await run('telemetry disable', how)).stdout).to.match(/^Telemetry of acme is off/);
      expect((await run('telemetry nonsense', how)).exitCode).to.equal(1);
      expect((await run('web telemetry', how)).stderr).to.contain('Unexpected argument: telemetry');
      expect(home.tree().filter((name) => name.endsWith('.jsonl'))).to.deep.equal([]);
    });

    it(`leave a program its own command of that name, by ${version}`, async () => {
      const commands = { strategy: 'explicit', target: './commands.js', identifier: 'withTelemetry' };
      for (const typed of ['telemetry', 'telemetry spacecraft', 'telemetry status', 'telemetry --help']) {
        await expectRecorded([typed, 'telemetry', typed.endsWith('help') ? 'help' : ''], {
          version,
          oclif: { commands },
        });
      }
    });
  }

  it('are commands of the program itself, where it is bundled', async () => {
    expect((await run('telemetry enable', { oclif: BUNDLED })).stdout).to.match(/^Telemetry of acme is on/);
    expect((await run('telemetry:disable', { oclif: BUNDLED })).stdout).to.match(/^Telemetry of acme is off/);
    const { stdout } = await run('telemetry manifest --json', { oclif: BUNDLED });
    const { names } = JSON.parse(stdout) as { names: { commands: string[] } };
    expect(names.commands).to.include('build').and.not.include('telemetry');
  });

  it('are one line of the help', async () => {
    const { stdout } = await run('--help');
    expect(stdout.match(/^.*telemetry.*$/gm)).to.deep.equal([
      '  telemetry   see and change what acme records about its use',
    ]);
  });

  it('are named by the notice, unless the program has such a command of its own', async function () {
    skipUnless(this, whyNoTerminal());
    const commands = { strategy: 'explicit', target: './commands.js', identifier: 'withTelemetry' };
    for (const [oclif, said] of [
      [{}, 'Turn it off with "acme telemetry disable" or ACME_TELEMETRY=0.'],
      [{ commands }, 'Turn it off with ACME_TELEMETRY=0.'],
    ] as const) {
      const env = { TEST_FRAMEWORK: NEWEST, TEST_OCLIF: JSON.stringify(oclif) };
      const screen = await inHome(async (fresh) => {
        return (await runOnTerminal(fresh, FIXTURE, { args: ['build'], env })).screen;
      });
      expect(screen).to.contain(said);
    }
  });
});

describe('plug-ins that users install or link into an oclif program', () => {
  for (const version of OLDEST_AND_NEWEST) {
    it(`are recorded without their names and those of their flags, by ${version}`, async () => {
      await inHome(async (home) => {
        home.holdSender(NOWHERE);
        for (const type of ['user', 'link']) installPlugin(home, type);
        const env = { ...YES, TEST_FRAMEWORK: version };
        for (const type of ['user', 'link']) {
          const args = [`secret-${type}`, '--secret-flag', '--quick'];
          const { stdout, stderr } = await runAlike(home, FIXTURE, { args, env });
          expect({ stdout, stderr }).to.deep.equal({ stdout: `${args.slice(1).join(' ')}\n`, stderr: '' });
        }
        const spans = readSpool(home);
        expect(spans.map(({ attributes }) => attributes['cli.command'])).to.deep.equal([
          '(other)',
          '(other)',
        ]);
        expect(JSON.stringify(spans)).to.not.contain('secret');
      });
    });
  }
});

/** The program of a single command that oclif has. */
const SINGLE = { commands: { strategy: 'single', target: './single.js' } };

const target = './bundled.js';
const BUNDLED = {
  plugins: [],
  commands: { strategy: 'explicit', target, identifier: 'commands' },
  hooks: Object.fromEntries(
    ['init', 'prerun', 'finally'].map((identifier) => [identifier, { target, identifier }]),
  ),
};

interface HowRun {
  readonly version?: string;
  /** What stands in `oclif` of package.json, besides what always does. */
  readonly oclif?: object;
}

async function expectRecorded(row: Row, { version = NEWEST, oclif = {} }: HowRun = {}): Promise<void> {
  const env = { TEST_FRAMEWORK: version, TEST_OCLIF: JSON.stringify(oclif) };
  const { attributes, span } = await record(FIXTURE, { args: words(row[0]), env, alike: withoutVerbs });
  expect(attributes).to.deep.equal(expected(row));
  expect(JSON.stringify(span)).to.not.contain('secret');
}

async function inHome<T>(work: (home: Home) => Promise<T>): Promise<T> {
  const home = makeHome();
  try {
    return await work(home);
  } finally {
    await home.remove();
  }
}

/** Puts a plug-in where oclif keeps those of users, as `acme plugins install` and `acme plugins link` do. */
function installPlugin(home: Home, type: string): void {
  const name = `acme-plugin-${type}`;
  const data = '.local/share/acme';
  const root = type === 'link' ? name : join(data, 'node_modules', name);
  const plugins = ['user', 'link'].map((kind) => ({
    name: `acme-plugin-${kind}`,
    type: kind,
    ...(kind === 'link' && { root: join(home.path, 'acme-plugin-link') }),
  }));
  home.write(join(data, 'package.json'), JSON.stringify({ oclif: { schema: 1, plugins } }));
  const commands = { strategy: 'explicit', target: './commands.js', identifier: 'commands' };
  home.write(join(root, 'package.json'), JSON.stringify({ name, version: '1.0.0', oclif: { commands } }));
  home.write(
    join(root, 'commands.js'),
    `const flags = { 'secret-flag': { type: 'boolean' }, quick: { type: 'boolean' } };
    exports.commands = { 'secret-${type}': { flags, run: (argv) => console.log(argv.join(' ')) } };`,
  );
}
