import { expect } from 'chai';
import { makeHome, type Home } from '../support/home.ts';
import { record } from '../support/record.ts';
import { runAlike, runHost, withoutOurFrames, type HostResult } from '../support/run-host.ts';
import type { Expected, Framework } from './framework.ts';
import { FRAMEWORKS } from './frameworks.ts';
import { SITUATIONS, type Situation } from './situations.ts';

/** The options of every host: what cannot be seen when an adapter is attached. */
function optionsOf({ declared }: Framework): Program['options'] {
  return { ...declared, commands: [...(declared?.commands ?? []), 'late'] };
}

for (const framework of FRAMEWORKS) {
  const titles = SITUATIONS.map(({ title }) => title);
  const { lacks, differs, differsIn = {} } = framework;
  const special = [lacks, differs, ...Object.values(differsIn)].flatMap((rows) => Object.keys(rows ?? {}));

  describe(framework.name, () => {
    it('names no situation and no version that there is not', () => {
      expect(titles).to.include.members(special);
      expect(Object.keys(framework.versions)).to.include.members(Object.keys(differsIn));
    });

    for (const [version, specifier] of Object.entries(framework.versions)) {
      const host = `../conformance/hosts/${framework.host}`;
      const program = { host, env: { TEST_FRAMEWORK: specifier }, options: optionsOf(framework) };

      describe(`of version ${version}`, () => {
        for (const situation of SITUATIONS) {
          if (lacks?.[situation.title] === undefined) {
            it(`records ${situation.title}: acme ${situation.args.join(' ')}`, async () => {
              await expectRecorded(program, {
                ...situation,
                expected: {
                  ...situation.expected,
                  ...differs?.[situation.title],
                  ...differsIn[version]?.[situation.title],
                },
              });
            });
          }
        }

        describeVerbs(program);
      });
    }
  });
}

/** One host with one version of its framework. */
interface Program {
  readonly options: Readonly<Record<string, unknown>>;
  readonly host: string;
  readonly env: Readonly<Record<string, string>>;
}

async function expectRecorded(
  { host, env, options }: Program,
  { args, env: more, expected }: Situation,
): Promise<void> {
  const { attributes, span } = await record(host, {
    args,
    env: { ...env, ...more },
    options,
    alike: withoutOurs,
  });
  const { 'process.exit.code': exitCode, ...rest } = attributes;
  expect(rest).to.deep.equal(describeExpected(expected));
  expect(exitCode === 0).to.equal(expected.error === undefined);
  expect(span.name).to.equal(expected.command === '(root)' ? 'acme' : `acme ${expected.command}`);
  expect(JSON.stringify(span)).to.not.contain('secret');
}

/** Help lists the verbs, and a crash our frames. */
function withoutOurs(printed: string): string {
  return withoutOurFrames(printed).replaceAll(/^.*telemetry.*\n/gm, '');
}

function describeExpected({ command, flags = [], error, outcome }: Expected): Record<string, unknown> {
  return {
    'cli.command': command,
    'cli.outcome': outcome ?? (error === undefined ? 'success' : 'failure'),
    ...(flags.length > 0 && { 'cli.flags': flags }),
    ...(error !== undefined && { 'error.type': error }),
  };
}

function describeVerbs({ host, env, options }: Program): void {
  let home: Home;
  const run = (...args: readonly string[]): Promise<HostResult> =>
    runHost(home, host, { args, env, options });

  beforeEach(() => {
    home = makeHome();
  });

  afterEach(() => home.remove());

  for (const args of [['build', '--quick'], ['deploy', 'function', 'x'], ['nonsense'], ['build', '--help']]) {
    it(`is what it was after a no, and leaves nothing behind: acme ${args.join(' ')}`, async () => {
      await runAlike(home, host, { args, env: { ...env, DO_NOT_TRACK: '1' }, alike: withoutOurs });
      expect(home.tree()).to.deep.equal([]);
    });
  }

  it('says and does what the verbs say and do, unrecorded', async () => {
    expect((await run('telemetry')).stdout).to.match(/^Telemetry of acme is off/);
    expect(home.tree()).to.deep.equal([]);
    const on = await run('telemetry', 'enable');
    expect(on).to.include({ exitCode: 0, stderr: '' });
    expect(on.stdout).to.match(/^Telemetry of acme is on/);
    const status = await run('telemetry', 'status', '--json');
    expect(JSON.parse(status.stdout)).to.include({ name: 'acme', recording: true });
    const off = await run('telemetry', 'disable');
    expect(off).to.include({ exitCode: 0, stderr: '' });
    expect((await run('telemetry', 'status')).stdout).to.match(/^Telemetry of acme is off/);
    expect(home.tree().filter((name) => name.endsWith('.jsonl'))).to.deep.equal([]);
  });

  it('refuses what is no verb', async () => {
    for (const args of [['nonsense'], ['status', '--nonsense'], ['disable', 'nonsense']]) {
      const refused = await run('telemetry', ...args);
      expect(refused.exitCode).to.be.greaterThan(0);
      expect(refused.stderr).to.match(/nonsense|too many arguments/);
    }
    expect(home.tree()).to.deep.equal([]);
  });

  it('explains the verbs, and how to turn it off', async () => {
    const help = await run('telemetry', '--help');
    expect(help).to.include({ exitCode: 0, stderr: '' });
    for (const text of ['disable', 'manifest', 'ACME_TELEMETRY=0']) expect(help.stdout).to.contain(text);
  });

  it('lists in the manifest what can be recorded, and not the verbs', async () => {
    const { stdout } = await run('telemetry', 'manifest', '--json');
    const { names } = JSON.parse(stdout) as { names: { commands: string[]; flags: string[] } };
    expect(names.commands).to.include.members(['build', 'deploy function', 'late']);
    expect(names.flags).to.include.members(['mode', 'quick']);
    expect(names.commands.filter((name) => /telemetry|secret/.test(name))).to.deep.equal([]);
  });
}
