import { execFile, fork } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import { expect } from 'chai';
import { hostPaths } from '../../src/disk/paths.ts';
import { spoolLayout } from '../../src/spool/layout.ts';
import { releaseLock, takeLock } from '../../src/spool/lock.ts';
import { startTestCollectorWith } from '../../src/testing/start-test-collector.ts';
import type { TestCollector } from '../../src/testing/test-collector.ts';
import type { TestedCommand } from '../../src/testing/test-telemetry.ts';
import { makeHome, type Home } from '../support/home.ts';
import { withoutChance } from '../support/payload.ts';
import { fixturePath, runHost, YES } from '../support/run-host.ts';
import { readRecords } from '../support/spool.ts';
import { sendersOf, whyNoView } from '../support/senders.ts';
import { skipUnless } from '../support/skip.ts';
import { traceHost, whyNotTraced } from '../support/traced-host.ts';
import { waitFor } from '../support/wait-for.ts';

const ROOT = join(import.meta.dirname, '../..');
const KIT = 'uses-the-test-kit.js';
const NOES = {
  DO_NOT_TRACK: '1',
  ACME_TELEMETRY: '0',
  ACME_TELEMETRY_DISABLED: '1',
  OTEL_SDK_DISABLED: 'true',
};
const CI = { CI: 'true', GITHUB_ACTIONS: 'true' };

const COMMANDS = [
  'deploy node --force',
  'exit 3',
  'code 4',
  'over-quota',
  'out-of-disk',
  'depoly',
  '--version',
];
const TRIED = [
  'acme deploy 0',
  'acme exit 3',
  'acme code 4',
  'acme over-quota 1',
  'acme out-of-disk 1',
  'acme (unknown) 1',
  'acme 0',
];

/** What the fixture prints in its last line. */
interface Printed {
  readonly names: readonly string[];
  readonly isMainThread: boolean;
  readonly left: string;
}

describe('the test kit, in the process of a test', () => {
  let home: Home;

  beforeEach(() => {
    home = makeHome();
  });

  afterEach(() => home.remove());

  it('tries every command, in CI and after every no, and leaves nothing behind', async () => {
    const env = { ...NOES, ...CI };
    const { stdout, stderr, exitCode } = await runHost(home, KIT, { args: ['try', ...COMMANDS], env });
    expect({ stderr, exitCode }).to.deep.equal({ stderr: '', exitCode: 0 });
    expect(lastLine(stdout)).to.deep.equal({ names: TRIED, isMainThread: true, left: 'nothing' });
    expect(home.tree()).to.deep.equal([]);
  });

  it('needs no home', async () => {
    const env = { HOME: '/nowhere', XDG_CONFIG_HOME: '/nowhere', XDG_STATE_HOME: '/nowhere' };
    const { stdout } = await runHost(home, KIT, { args: ['try', 'deploy'], env });
    expect(lastLine(stdout).names).to.deep.equal(['acme deploy 0']);
  });

  it('has no effect that a program without it has not', async function () {
    skipUnless(this, whyNotTraced());
    this.timeout(60_000);
    const loaded = await traceHost(home, KIT, { args: ['load'] });
    const tried = await traceHost(home, KIT, { args: ['try', ...COMMANDS] });
    expect(lastLine(tried.result.stdout).names).to.deep.equal(TRIED);
    expect(new Set(tried.effects)).to.deep.equal(new Set(loaded.effects));
    expect(tried.effects.filter((call) => /socket|connect|execve|O_CREAT/.test(call)).length).to.equal(
      loaded.effects.filter((call) => /socket|connect|execve|O_CREAT/.test(call)).length,
    );
    const read = tried.opened.filter((file) => !loaded.opened.includes(file));
    expect(read.map((file) => file.replace(ROOT, ''))).to.deep.equal(['/dist/recorder.cjs']);
  });

  it('works in a worker thread, as test runners have them', async () => {
    const worker = new Worker(fixturePath(KIT), { argv: ['try', ...COMMANDS], stdout: true, env: CI });
    const printed = await new Promise<string>((resolve, reject) => {
      let text = '';
      worker.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      worker.once('error', reject).once('exit', () => resolve(text));
    });
    expect(lastLine(printed)).to.deep.include({ names: TRIED, isMainThread: false });
  });

  it('works in a child with a channel to its parent, as test runners have them', async () => {
    const child = fork(fixturePath(KIT), ['try', ...COMMANDS], { silent: true, env: home.env });
    const printed = await new Promise<string>((resolve, reject) => {
      let text = '';
      child.stdout?.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      child.once('error', reject).once('close', () => resolve(text));
    });
    expect(lastLine(printed).names).to.deep.equal(TRIED);
  });

  for (const command of ['deploy node --force', 'deploy ruby', 'code 4', 'exit 3', 'depoly', 'out-of-disk']) {
    it(`gives the record that the program itself stores: ${command}`, async () => {
      home.holdSender('http://127.0.0.1:9');
      await runHost(home, 'is-tested.js', { args: command.split(' '), env: YES });
      const [stored = ''] = readRecords(home);
      const { stdout } = await runHost(home, KIT, { args: ['record', command] });
      const { record } = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as TestedCommand;
      expect(record).to.include('acme');
      expect(comparable(record)).to.deep.equal(comparable(stored));
    });
  }
});

describe('the test kit, with whole programs', () => {
  let collector: TestCollector;
  let before: NodeJS.ProcessEnv;

  beforeEach(async () => {
    before = { ...process.env };
    Object.assign(process.env, NOES, CI, { ACME_OTHER: 'kept', SST_TELEMETRY_DISABLED: '1' });
    collector = await startTestCollectorWith(join(ROOT, 'dist/sender.js'), {
      name: 'acme',
      variables: { SST_TELEMETRY_DISABLED: 'disables' },
    });
  });

  afterEach(async () => {
    await collector.close();
    for (const name of Object.keys(process.env)) if (before[name] === undefined) delete process.env[name];
    Object.assign(process.env, before);
  });

  const run = (...args: readonly string[]): Promise<unknown> =>
    promisify(execFile)(process.execPath, [fixturePath('is-tested.js'), ...args], {
      env: { ...collector.env, TEST_ENDPOINT: 'https://telemetry.acme.example' },
    }).catch((error: unknown) => error);

  it('hears of a command, in CI and after every no', async () => {
    await run('deploy', 'node', '--force');
    const command = await collector.waitForCommand('deploy');
    expect(command).to.deep.include({ name: 'acme deploy', status: 'unset' });
    expect(command.attributes).to.deep.include({ 'acme.template': 'node', 'cli.flags': ['force'] });
    expect(command.resource).to.include({ 'cli.ci': 'github_actions', 'acme.edition': 'team' });
    expect(command.steps.map(({ name, steps }) => [name, steps.map((step) => step.name)])).to.deep.equal([
      ['collect', ['compress', '(other)']],
      ['upload', []],
    ]);
    expect(collector.requests[0]?.body.toString()).to.include('"acme deploy"');
  });

  it('hears of commands that come one right after the other, and gives each once', async () => {
    for (const code of ['1', '2', '3']) await run('exit', code);
    await run('deploy');
    const codes = [];
    for (let index = 0; index < 3; index += 1) {
      const { attributes } = await collector.waitForCommand('exit');
      codes.push(attributes['process.exit.code']);
    }
    expect(codes).to.have.members([1, 2, 3]);
    const last = await collector.waitForCommand(({ steps }) => steps.length === 2);
    expect(last.name).to.equal('acme deploy');
    expect(collector.commands).to.have.lengthOf(4);
  });

  it('hears of a command that met the sender of the one before', async function () {
    skipUnless(this, whyNoView());
    const { env, url } = collector;
    await run('exit', '1');
    await collector.waitForCommand('exit');
    const spool = `own+${encodeURIComponent(`${url}/v1/traces`)}`;
    const layout = spoolLayout(join(hostPaths({ name: 'acme', env }).spoolsDir, spool));
    const areGone = (): boolean => sendersOf(env['HOME'] ?? '').length === 0;
    await waitFor(areGone, 'the first sender to end');
    expect(takeLock(layout, 60_000)).to.equal(true);
    await run('deploy');
    await waitFor(areGone, 'the second sender to find the lock');
    releaseLock(layout);
    expect((await collector.waitForCommand('deploy')).name).to.equal('acme deploy');
  });

  it('says what came instead', async () => {
    await run('exit', '3');
    await collector.waitForCommand('exit');
    const error = await failure(collector.waitForCommand('deploy', { timeoutMs: 100 }));
    expect(error).to.match(/no command "deploy" came within 100 ms; came: acme exit \("failure"\)$/);
    expect(await failure(collector.waitForCommand(() => false, { timeoutMs: 1 }))).to.match(
      /no command came that is wanted within 1 ms/,
    );
  });

  it('says why nothing may have come', async () => {
    const error = await failure(collector.waitForCommand(undefined, { timeoutMs: 50 }));
    expect(error).to.match(/no command came within 50 ms; nothing came at all: .*`env`/);
    await fetch(`${collector.url}/v1/traces`, { method: 'POST', body: 'nonsense' });
    expect(await failure(collector.waitForCommand(undefined, { timeoutMs: 50 }))).to.match(
      /refused POST \/v1\/traces: 4\d\d/,
    );
  });

  it('gives programs a home of their own, and everything else', async () => {
    expect(collector.env).to.include({ PATH: process.env['PATH'], ACME_OTHER: 'kept', ...CI });
    expect(collector.env).to.not.have.any.keys(
      'DO_NOT_TRACK',
      'OTEL_SDK_DISABLED',
      'ACME_TELEMETRY_DISABLED',
      'SST_TELEMETRY_DISABLED',
    );
    const folders = ['HOME', 'USERPROFILE', 'XDG_CONFIG_HOME', 'XDG_STATE_HOME', 'APPDATA', 'LOCALAPPDATA'];
    for (const name of folders) {
      expect(collector.env[name], name).to.match(/commandspan-test-/);
      expect(existsSync(collector.env[name] ?? ''), name).to.equal(true);
    }
  });

  it('leaves neither folders nor senders behind', async function () {
    skipUnless(this, whyNoView());
    const { HOME: folder = '' } = collector.env;
    await run('deploy');
    await run('deploy');
    await collector.close();
    expect(existsSync(folder)).to.equal(false);
    expect(sendersOf(folder)).to.deep.equal([]);
    expect(await failure(fetch(collector.url))).to.match(/fetch failed/);
    // What waits when nobody waits for it is sent before the end.
    expect(collector.commands).to.have.lengthOf(2);
  });
});

describe('the documentation of testing', () => {
  let folder = '';

  before(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'commandspan-docs-')));
    mkdirSync(join(folder, 'node_modules'));
    symlinkSync(ROOT, join(folder, 'node_modules/commandspan'), 'junction');
    symlinkSync(join(ROOT, 'node_modules/commander'), join(folder, 'node_modules/commander'), 'junction');
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    const page = readFileSync(join(ROOT, 'docs/testing.md'), 'utf8');
    for (const [, code = '', name = ''] of page.matchAll(/^```js\n(\/\/ (\S+)\n[^]*?)^```$/gm)) {
      writeFileSync(join(folder, name), code);
    }
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  it('has examples that run', async () => {
    const files = readdirSync(folder).filter((name) => name.endsWith('.test.js'));
    expect(files).to.have.members(['telemetry.test.js', 'cli.test.js']);
    const output = await runNodeTest(files, folder);
    expect(output)
      .to.match(/^# pass 3$/m)
      .and.match(/^# fail 0$/m);
  });
});

describe('the tests of acme', () => {
  it('pass', async () => {
    const output = await runNodeTest(['acme.test.js'], join(ROOT, 'examples/acme'));
    expect(output)
      .to.match(/^# pass [1-9]/m)
      .and.match(/^# fail 0$/m);
  });
});

async function runNodeTest(files: readonly string[], cwd: string): Promise<string> {
  const env = { ...process.env, ...NOES, CI: 'true', NODE_TEST_CONTEXT: undefined };
  const args = ['--test', '--test-reporter=tap', ...files];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd, env, timeout: 30_000 }).catch(
    (error: { stdout: string }) => error,
  );
  return stdout;
}

function lastLine(stdout: string): Printed {
  return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as Printed;
}

async function failure(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'no error',
    (error: unknown) => String(error),
  );
}

/** Without what is meant to differ: ids, times, hashes, and that no person sits where tests run. */
function comparable(record: string): unknown {
  const chance =
    /"key":"(app\.installation\.id|cli\.environment|process\.interactive|acme\.project)","value":\{[^}]*\}/g;
  return withoutChance(record.replaceAll(chance, '"key":"$1"'));
}
