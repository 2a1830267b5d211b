import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Collector } from '../../src/collector/server.ts';
import type { Home } from '../support/home.ts';
import { startProgram, YES, type HostResult } from '../support/run-host.ts';
import { skipUnless } from '../support/skip.ts';
import { readSpool } from '../support/spool.ts';
import { useHomeAndCollector } from '../support/use-home-and-collector.ts';
import { waitFor } from '../support/wait-for.ts';
import { bundleByEsbuild, makeWorkshop, type Built } from '../support/workshop.ts';

/** What Node looks for in an executable, to find a program in it. */
const FUSE = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';

describe('a host that is a single executable', () => {
  let home: Home;
  let collector: Collector;
  let offering: Built | undefined;
  let silent: Built | undefined;

  before(async function () {
    this.timeout(120_000);
    skipUnless(this, whyNoExecutable());
    offering = await buildExecutable('offers-itself');
    silent = await buildExecutable('does-not-offer-itself');
  });
  after(() => {
    offering?.remove();
    silent?.remove();
  });

  useHomeAndCollector((fresh) => ({ home, collector } = fresh));

  const start = (built: Built | undefined, ...args: readonly string[]): ReturnType<typeof startProgram> =>
    startProgram(home, [join(built?.path ?? '', 'acme'), ...args], { endpoint: collector.url, env: YES });
  const run = (built: Built | undefined, ...args: readonly string[]): Promise<HostResult> =>
    start(built, ...args).result;

  it('is recorded, and sends what was recorded itself', async () => {
    expect(await run(offering, 'deploy')).to.deep.equal({
      exitCode: 0,
      signal: null,
      stdout: 'deployed\n',
      stderr: '',
    });
    await home.quiet();
    expect(collector.spans.map(({ name }) => name)).to.deep.equal(['acme deploy']);
    expect(readSpool(home, collector.url)).to.deep.equal([]);
  });

  it('reports a command that was killed', async () => {
    const { child, output, result } = start(offering, 'wait');
    await waitFor(() => output.stdout === 'waiting\n', 'the command to wait');
    child.kill('SIGKILL');
    await result;
    await run(offering, 'deploy');
    await home.quiet();
    const outcomes = collector.spans.map(({ attributes }) => attributes['cli.outcome']);
    expect(outcomes).to.have.members(['killed', 'success']);
  });

  it('has the verbs, and doctor finds nothing wrong', async () => {
    const { stdout, stderr, exitCode } = await run(offering, 'telemetry', 'doctor');
    expect({ stderr, exitCode }, stdout).to.deep.equal({ stderr: '', exitCode: 0 });
    expect(stdout).to.match(/^ok {2}sender +the program itself, started once more$/m);
  });

  it('keeps its records where it does not offer itself, and doctor says why', async () => {
    expect(await run(silent, 'deploy')).to.include({ exitCode: 0, stdout: 'deployed\n', stderr: '' });
    await home.quiet();
    expect(collector.requests).to.deep.equal([]);
    expect(readSpool(home, collector.url).map(({ name }) => name)).to.deep.equal(['acme deploy']);
    const { stdout, exitCode } = await run(silent, 'telemetry', 'doctor');
    expect(exitCode).to.equal(1);
    expect(stdout).to.match(/^!! {2}sender .*a single executable, and does not offer itself/m);
  });
});

/** Builds an executable called acme; without a warning that it would print because the feature is young. */
async function buildExecutable(host: string): Promise<Built> {
  const workshop = makeWorkshop();
  const main = await bundleByEsbuild(workshop, host, { format: 'cjs', minify: true });
  const config = join(workshop.path, 'sea.json');
  const blob = join(workshop.path, 'sea.blob');
  const executable = join(workshop.out, 'acme');
  const settings = { main: join(workshop.out, main), output: blob, disableExperimentalSEAWarning: true };
  writeFileSync(config, JSON.stringify(settings));
  execFileSync(process.execPath, ['--experimental-sea-config', config], { stdio: 'pipe' });
  copyFileSync(process.execPath, executable);
  chmodSync(executable, 0o755);
  const postject = createRequire(import.meta.url).resolve('postject/dist/cli.js');
  const inject = [postject, executable, 'NODE_SEA_BLOB', blob, '--sentinel-fuse', FUSE];
  execFileSync(process.execPath, inject, { stdio: 'pipe' });
  return workshop.moveAway();
}

function whyNoExecutable(): string | undefined {
  // macOS wants a signature.
  return process.platform === 'linux' ? undefined : 'single executables are built on Linux';
}
