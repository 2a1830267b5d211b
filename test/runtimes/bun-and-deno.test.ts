import { chownSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Attributes } from '../../src/collector/spans.ts';
import { makeHome } from '../support/home.ts';
import { giveHome, OTHER, whyNoOtherAccount } from '../support/other-account.ts';
import { installInProject, packedTarballs, runTool } from '../support/packed.ts';
import { fixturePath, NOWHERE, startProgram, YES, type HostResult } from '../support/run-host.ts';
import { bunRuntime, denoRuntime, whyNoRuntime, type Runtime } from '../support/runtime.ts';
import { sendersOf } from '../support/senders.ts';
import { skipUnless } from '../support/skip.ts';
import { readJournals, readSpool } from '../support/spool.ts';
import { whyNoTerminal } from '../support/terminal.ts';
import { useHomeAndCollector, type HomeAndCollector } from '../support/use-home-and-collector.ts';
import {
  ended,
  expectArrived,
  expectSilenced,
  expectWholeLife,
  filesOf,
  runInstalled,
  type Installed,
} from '../support/whole-life.ts';

const NODE: Runtime = { command: [process.execPath], env: {} };

/** What a program did, and what was recorded of it. */
interface Seen {
  readonly result: HostResult;
  readonly recorded: readonly Attributes[];
  /** Journals that are left, which a sender takes for those of killed commands. */
  readonly journals: number;
}

/** Runs a fixture with and without a yes, expects that nobody can tell, and reads what was recorded. */
async function see(runtime: Runtime, fixture: string, ...args: readonly string[]): Promise<Seen> {
  const home = makeHome();
  try {
    home.holdSender(NOWHERE);
    const run = (env: Readonly<Record<string, string>>): Promise<HostResult> =>
      startProgram(home, [...runtime.command, fixturePath(fixture), ...args], {
        env: { ...runtime.env, ...env },
      }).result;
    const result = await run(YES);
    expect(result).to.deep.equal(await run({ ACME_TELEMETRY: '0' }));
    const recorded = readSpool(home).map(({ attributes }) => attributes);
    return { result, recorded, journals: readJournals(home).length };
  } finally {
    await home.remove();
  }
}

/** Programs, with their arguments, that look the same everywhere. */
const ALIKE: readonly (readonly [string, ...string[]])[] = [
  ['ends.js'],
  ['ends.cjs'],
  ['exits.js', '7'],
  ['exits-in-a-timer.js', '7'],
  ['exits-in-a-promise.js', '7'],
  ['sets-exit-code.js'],
  ['throws.cjs'],
  ['throws-a-system-error.js'],
  ['throws-in-a-timer.js'],
  ['takes-steps.js'],
  ['sets-attributes.js', '{"acme.template":"python","acme.files":42}'],
  ['handles-a-rejection.js'],
  ['has-unref-handles.js'],
  ['starts-a-worker.js'],
  ['starts-a-cluster.js'],
  ['forks-itself.js'],
];

const RUNTIMES = [
  ['bun', bunRuntime()],
  ['deno', denoRuntime()],
] as const;

for (const [name, runtime] of RUNTIMES) {
  describe(`a tool on ${name}`, function () {
    this.timeout(30_000);
    let project = '';
    let installed: Installed;
    let surroundings: HomeAndCollector;

    before(function () {
      skipUnless(this, whyNoRuntime(runtime));
      project = installInProject([packedTarballs().acme]);
      const cli = join(project, 'node_modules/acme/cli.js');
      installed = { command: [...runtime.command, cli], env: runtime.env };
    });

    useHomeAndCollector((fresh) => (surroundings = fresh));

    for (const program of ALIKE) {
      it(`is recorded as on Node: ${program.join(' ')}`, async () => {
        const [here, onNode] = await Promise.all([see(runtime, ...program), see(NODE, ...program)]);
        expect(here.recorded).to.deep.equal(onNode.recorded);
        expect(here.recorded).to.not.deep.equal([]);
        expect(here.journals).to.equal(0);
        expect(here.result.exitCode).to.equal(onNode.result.exitCode);
      });
    }

    it('keeps what it recorded, starts no sender, and says so', async () => {
      const { home, collector } = surroundings;
      expect(await runInstalled(surroundings, installed, 'deploy')).to.deep.equal(ended(0, 'deployed\n'));
      expect(sendersOf(home.path)).to.deep.equal([]);
      const [span] = readSpool(home, collector.url);
      expect(span?.resource['process.runtime.name']).to.equal(name);
      const { stdout } = await runInstalled(surroundings, installed, 'telemetry', 'doctor');
      expect(stdout).to.match(/^!! +sender +none can be started: .* does not offer itself/m);
    });

    it('records, sends and is silenced where the tool offers itself as the sender', async () => {
      const cli = join(project, 'node_modules/acme/offers-itself.js');
      const offering = { command: [...runtime.command, cli], env: runtime.env };
      const [span] = await expectWholeLife(surroundings, offering);
      expect(span?.resource['process.runtime.name']).to.equal(name);
      expect(span?.resource['process.runtime.version']).to.match(/^\d+\.\d+\.\d+$/);
    });

    it('has the death of a command reported by the next one where the tool offers itself', async () => {
      const { home, collector } = surroundings;
      const cli = join(project, 'node_modules/acme/offers-itself.js');
      const offering = { command: [...runtime.command, cli], env: runtime.env };
      home.holdSender(collector.url);
      const { signal } = await runInstalled(surroundings, offering, 'die');
      expect(signal).to.equal('SIGKILL');
      home.makeDue(collector.url);
      await runInstalled(surroundings, offering, 'deploy');
      await expectArrived(surroundings, 2);
      const outcomes = collector.spans.map(({ attributes }) => attributes['cli.outcome']);
      expect(outcomes).to.have.members(['killed', 'success']);
    });

    it('has its records sent when the tool runs on Node', async () => {
      const { home, collector } = surroundings;
      await runInstalled(surroundings, installed, 'deploy');
      home.makeDue(collector.url);
      const cli = installed.command.at(-1) ?? '';
      await runInstalled(surroundings, { command: [process.execPath, cli] }, 'verify');
      await expectArrived(surroundings, 2);
      expect(collector.spans.map(({ resource }) => resource['process.runtime.name'])).to.deep.equal([
        name,
        'nodejs',
      ]);
    });

    it('is silenced, and nothing is left', async () => {
      await runInstalled(surroundings, installed, 'deploy');
      await expectSilenced(surroundings, installed);
    });
  });
}

describe('a tool on bun', function () {
  this.timeout(30_000);
  const runtime = bunRuntime();
  let surroundings: HomeAndCollector;

  before(function () {
    skipUnless(this, whyNoRuntime(runtime));
  });

  useHomeAndCollector((fresh) => (surroundings = fresh));

  it('records, sends and is silenced, compiled into one executable', async () => {
    const project = installInProject([packedTarballs().acme]);
    const [bun = ''] = runtime.command;
    // The condition that other bundlers set by themselves.
    const build = ['build', '--compile', '--conditions', 'module', '--outfile', 'acme'];
    runTool([bun, ...build, 'node_modules/acme/offers-itself.js'], project);
    await expectWholeLife(surroundings, { command: [join(project, 'acme')], env: runtime.env });
  });

  it('counts a rejection that nobody handles as a success, as Bun tells it', async () => {
    const { result, recorded } = await see(runtime, 'rejects.js');
    expect(result.exitCode).to.equal(1);
    expect(recorded[0]).to.include({ 'cli.outcome': 'success', 'process.exit.code': 0 });
  });
});

describe('a tool on deno', function () {
  this.timeout(30_000);
  const runtime = denoRuntime();
  let surroundings: HomeAndCollector;
  let cli = '';

  before(function () {
    skipUnless(this, whyNoRuntime(runtime));
    cli = join(installInProject([packedTarballs().acme]), 'node_modules/acme/cli.js');
  });

  useHomeAndCollector((fresh) => (surroundings = fresh));

  for (const fixture of ['throws.js', 'rejects.js', 'throws-a-declared-error.js']) {
    it(`is recorded as crashed, though no exit listener is told: ${fixture}`, async () => {
      const [{ recorded, journals }, onNode] = await Promise.all([see(runtime, fixture), see(NODE, fixture)]);
      expect(recorded).to.deep.equal(onNode.recorded);
      expect(journals).to.equal(0);
    });
  }

  it('ends as without telemetry where it waits for what never comes, and counts as killed', async () => {
    const { result, recorded, journals } = await see(runtime, 'never-settles.js');
    expect(result.exitCode).to.equal(1);
    expect({ recorded, journals }).to.deep.equal({ recorded: [], journals: 1 });
  });

  for (const permissions of [
    [],
    ['--allow-env'],
    ['--allow-read', '--allow-write', '--allow-sys'],
    ['--allow-env', '--allow-read', '--allow-write'],
    ['--allow-env=TEST_ENDPOINT', '--allow-read', '--allow-write', '--allow-sys'],
    ['--allow-env', '--deny-env=HOME', '--allow-read', '--allow-write', '--allow-sys'],
  ]) {
    // The tool itself reads one variable.
    const given = permissions.some((one) => one.startsWith('--allow-env'))
      ? permissions
      : [...permissions, '--allow-env=TEST_ENDPOINT'];

    it(`records nothing, asks nothing and says nothing with ${given.join(' ')}`, async function () {
      const { home } = surroundings;
      const env = { ...runtime.env };
      const limited = denoRuntime(given);
      const installed = { command: [...limited.command, cli], env };
      expect(await runInstalled(surroundings, installed, 'deploy')).to.deep.equal(ended(0, 'deployed\n'));
      expect(await runInstalled(surroundings, installed, 'verify')).to.deep.equal(ended(3, ''));
      expect(filesOf(home)).to.deep.equal([]);
      skipUnless(this, whyNoTerminal());
      const line = [...limited.command, cli, 'deploy'].map((word) => `'${word}'`).join(' ');
      const onTerminal = { command: ['script', '-qec', line, '/dev/null'], env };
      expect((await runInstalled(surroundings, onTerminal)).stdout).to.equal('deployed\r\n');
      expect(filesOf(home)).to.deep.equal([]);
    });
  }

  it('records nothing, asks nothing and says nothing in an SDK of its own without permissions', async () => {
    const { home } = surroundings;
    const { command, env } = denoRuntime(['--no-prompt']);
    const file = cli.replace('cli.js', 'own-sdk.mjs');
    writeFileSync(
      file,
      `import { CommandInstrumentation, commandResource } from 'commandspan/sdk';
      const { telemetry } = new CommandInstrumentation({ name: 'acme', version: '1.0.0' });
      const { attributes } = commandResource({ name: 'acme', version: '1.0.0' });
      console.log(telemetry.isRecording, JSON.stringify(attributes));`,
    );
    const result = await runInstalled(surroundings, {
      command: [...command, file],
      env,
    });
    expect(result).to.deep.equal(ended(0, 'false {"service.name":"acme"}\n'));
    expect(filesOf(home)).to.deep.equal([]);
  });

  it('keeps what it recorded, and asks nothing, without --allow-run', async function () {
    const { home, collector } = surroundings;
    skipUnless(this, whyNoTerminal());
    const allowed = denoRuntime(['--allow-env', '--allow-read', '--allow-write', '--allow-sys']);
    const offering = [...allowed.command, cli.replace('cli.js', 'offers-itself.js')];
    const line = [...offering, 'deploy'].map((word) => `'${word}'`).join(' ');
    const onTerminal = { command: ['script', '-qec', line, '/dev/null'], env: allowed.env };
    expect((await runInstalled(surroundings, onTerminal)).stdout).to.equal('deployed\r\n');
    expect(readSpool(home, collector.url)).to.have.lengthOf(1);
    const installed = { command: offering, env: allowed.env };
    const { stdout } = await runInstalled(surroundings, installed, 'telemetry', 'doctor');
    expect(stdout).to.match(/^!! +sender +none can be started: this process may not start another/m);
    expect(collector.requests).to.deep.equal([]);
  });

  it('sends where only a variable tells Deno where its caches lie', async function () {
    skipUnless(this, process.geteuid?.() === 0 ? whyNoOtherAccount() : 'this account has a home of its own');
    const { command, env } = denoRuntime();
    chownSync(env['DENO_DIR'] ?? '', OTHER, OTHER);
    giveHome(surroundings.home);
    const offering = [...command, cli.replace('cli.js', 'offers-itself.js')];
    await expectWholeLife(surroundings, { command: offering, cwd: '/', env, uid: OTHER });
  });

  it('does not pretend that a no is stored where it may not store it', async () => {
    const { home } = surroundings;
    const { command, env } = denoRuntime(['--allow-env=TEST_ENDPOINT', '--no-prompt']);
    const { exitCode, stdout } = await runInstalled(
      surroundings,
      { command: [...command, cli], env },
      'telemetry',
      'disable',
    );
    expect({ exitCode, stdout }).to.deep.equal({ exitCode: 1, stdout: '' });
    expect(filesOf(home)).to.deep.equal([]);
  });
});
