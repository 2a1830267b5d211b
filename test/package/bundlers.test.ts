import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import commonjs from '@rollup/plugin-commonjs';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import { expect } from 'chai';
import { rollup, type ModuleFormat, type Plugin } from 'rollup';
import webpack from 'webpack';
import type { Collector } from '../../src/collector/server.ts';
import type { Home } from '../support/home.ts';
import {
  startProgram,
  YES,
  type HostOptions,
  type HostResult,
  type RunningHost,
} from '../support/run-host.ts';
import { readJournals, readSpool } from '../support/spool.ts';
import { useHomeAndCollector } from '../support/use-home-and-collector.ts';
import { waitFor } from '../support/wait-for.ts';
import {
  bundleByEsbuild,
  makeWorkshop,
  type Built,
  type Workshop,
  type WorkshopOptions,
} from '../support/workshop.ts';

/** A way to bundle a host. */
interface Bundling extends WorkshopOptions {
  readonly title: string;
  /** @returns the file to run, in the folder that was written. */
  readonly bundle: (workshop: Workshop, host: string) => Promise<string> | string;
}

const BUNDLINGS: readonly Bundling[] = [
  ...(['esm', 'cjs'] as const).flatMap((format) =>
    [false, true].map((minify): Bundling => ({
      title: `esbuild, ${format}${minify ? ', minified' : ''}`,
      bundle: (workshop, host) => bundleByEsbuild(workshop, host, { format, minify }),
    })),
  ),
  {
    title: 'esbuild, esm, split into several files',
    bundle: (workshop, host) => bundleByEsbuild(workshop, host, { format: 'esm', splitting: true }),
  },
  ...(['es', 'cjs'] as const).map((format): Bundling => ({
    title: `rollup, ${format}`,
    bundle: (workshop, host) => bundleByRollup(workshop, host, format),
  })),
  ...(['development', 'production'] as const).flatMap((mode) =>
    [true, false].map((isModule): Bundling => ({
      title: `webpack, ${mode}, ${isModule ? 'esm' : 'cjs'}`,
      bundle: (workshop, host) => bundleByWebpack(workshop, host, { mode, isModule }),
    })),
  ),
  // ncc sets no condition that bundlers set.
  ...[true, false].map((isModule): Bundling => ({
    title: `ncc, ${isModule ? 'esm' : 'cjs'}, from commandspan/bundled`,
    isModule,
    entry: 'commandspan/bundled',
    bundle: bundleByNcc,
  })),
];

for (const { title, bundle, ...options } of BUNDLINGS) {
  describe(`a host that is bundled by ${title}`, () => {
    let home: Home;
    let collector: Collector;
    let built: Built;
    let main = '';

    before(async function () {
      this.timeout(60_000);
      const workshop = makeWorkshop(options);
      main = await bundle(workshop, 'offers-itself');
      built = workshop.moveAway();
    });
    after(() => built.remove());

    useHomeAndCollector((fresh) => ({ home, collector } = fresh));

    const start = (given: HostOptions): RunningHost =>
      startProgram(home, [process.execPath, join(built.path, main), ...(given.args ?? [])], {
        endpoint: collector.url,
        ...given,
        env: { ...YES, ...given.env },
      });
    const run = (...args: readonly string[]): Promise<HostResult> => start({ args }).result;

    it('is recorded, and sends what was recorded itself', async () => {
      expect(await run('deploy')).to.deep.equal({
        exitCode: 0,
        signal: null,
        stdout: 'deployed\n',
        stderr: '',
      });
      await home.quiet();
      expect(collector.spans.map(({ name }) => name)).to.deep.equal(['acme deploy']);
      expect(readSpool(home, collector.url)).to.deep.equal([]);
      expect(home.tree().filter((name) => name.endsWith('request.json'))).to.deep.equal([]);
    });

    it('has the verbs, and doctor finds nothing wrong', async () => {
      const { stdout, stderr, exitCode } = await run('telemetry', 'doctor');
      expect({ stderr, exitCode }, stdout).to.deep.equal({ stderr: '', exitCode: 0 });
      expect(stdout).to.match(/^ok {2}files +inside the program$/m);
      expect(stdout).to.match(/^ok {2}sender +the program itself, started once more$/m);
      expect(stdout).to.match(/^ok {2}collector .* answers$/m);
      expect(collector.spans).to.deep.equal([]);
    });

    it('reports a command that was killed', async () => {
      const { child, output, result } = start({ args: ['wait'] });
      await waitFor(() => output.stdout === 'waiting\n', 'the command to wait');
      child.kill('SIGKILL');
      await result;
      expect((await run('telemetry', 'inspect')).stdout).to.include('"killed"');
      await run('deploy');
      await home.quiet();
      const outcomes = collector.spans.map(({ attributes }) => attributes['cli.outcome']);
      expect(outcomes).to.have.members(['killed', 'success']);
      expect(readJournals(home, collector.url)).to.deep.equal([]);
    });

    it('evaluates nothing and touches nothing after a no', async () => {
      const no = { args: ['look'], env: { ACME_TELEMETRY: '0' } };
      expect((await start(no).result).stdout).to.equal('[]\n');
      expect(home.tree()).to.deep.equal([]);
      expect((await run('look')).stdout).to.equal('["session","recorder"]\n');
    });

    it('has sent what was recorded when it has ended, if it is to block', async () => {
      const { exitCode } = await start({ args: ['verify'], options: { send: 'blocking' } }).result;
      expect(exitCode).to.equal(3);
      expect(collector.spans.map(({ name }) => name)).to.deep.equal(['acme verify']);
    });

    it('does not know where it was built', () => {
      const files = readdirSync(built.path, { recursive: true, withFileTypes: true });
      for (const file of files.filter((entry) => entry.isFile())) {
        const text = readFileSync(join(file.parentPath, file.name), 'utf8');
        expect(text.includes(built.builtIn), file.name).to.equal(false);
      }
    });
  });
}

describe('a host that is bundled and does not offer itself', () => {
  let home: Home;
  let collector: Collector;
  let built: Built;
  let main = '';

  before(async () => {
    const workshop = makeWorkshop();
    main = await bundleByEsbuild(workshop, 'does-not-offer-itself', { format: 'esm' });
    built = workshop.moveAway();
  });
  after(() => built.remove());

  useHomeAndCollector((fresh) => ({ home, collector } = fresh));

  const run = (args: readonly string[], env = {}): Promise<HostResult> =>
    startProgram(home, [process.execPath, join(built.path, main), ...args], {
      endpoint: collector.url,
      env: { ...YES, ...env },
    }).result;

  it('is recorded, keeps its records, and starts nothing', async () => {
    expect(await run(['deploy'])).to.include({ exitCode: 0, stdout: 'deployed\n', stderr: '' });
    await home.quiet();
    expect(collector.requests).to.deep.equal([]);
    expect(readSpool(home, collector.url).map(({ name }) => name)).to.deep.equal(['acme deploy']);
  });

  it('is told why by its doctor, and by the debug variable', async () => {
    const { stdout, exitCode } = await run(['telemetry', 'doctor']);
    expect(exitCode).to.equal(1);
    expect(stdout).to.match(
      /^!! {2}sender .*bundled into one file.* waits, within its bounds\n.*runSender\(\)/m,
    );
    const { stderr } = await run(['deploy'], { ACME_TELEMETRY_DEBUG: '1' });
    expect(stderr).to.equal(
      'commandspan: what is recorded waits, because no sender can be started: bundled\n',
    );
  });
});

describe('a host that is bundled without the export for it', () => {
  let home: Home;
  let collector: Collector;

  useHomeAndCollector((fresh) => ({ home, collector } = fresh));

  it('runs as without us, and says why when it is asked', async () => {
    const workshop = makeWorkshop();
    // As ncc does it, which sets none of the conditions that other bundlers set.
    const main = await bundleByEsbuild(workshop, 'offers-itself', { format: 'esm', conditions: ['node'] });
    const built = workshop.moveAway();
    try {
      const run = (args: readonly string[], env = {}): Promise<HostResult> =>
        startProgram(home, [process.execPath, join(built.path, main), ...args], {
          endpoint: collector.url,
          env: { ...YES, ...env },
        }).result;
      expect(await run(['deploy'])).to.include({ exitCode: 0, stdout: 'deployed\n', stderr: '' });
      const { stderr, exitCode } = await run(['telemetry', 'doctor']);
      expect({ stderr, exitCode }).to.deep.equal({
        stderr:
          'The files of commandspan are missing beside this program. One that is bundled imports commandspan/bundled.\n',
        exitCode: 1,
      });
      const told = await run(['deploy'], { ACME_TELEMETRY_DEBUG: '1' });
      expect(told.stderr).to.match(/^commandspan: Error: ENOENT.*session\.cjs/);
      expect(home.tree()).to.deep.equal([]);
    } finally {
      built.remove();
    }
  });
});

async function bundleByRollup({ path, out }: Workshop, host: string, format: ModuleFormat): Promise<string> {
  const file = `${host}.${format === 'cjs' ? 'cjs' : 'mjs'}`;
  const bundled = await rollup({
    input: join(path, `${host}.js`),
    plugins: [nodeResolve(), asPlugin(commonjs)],
    external: /^node:/,
    onLog: () => undefined,
  });
  await bundled.write({ dir: out, format, entryFileNames: file });
  await bundled.close();
  return file;
}

/** Their types are those of CommonJS modules, and they are none. */
function asPlugin(plugin: unknown): Plugin {
  return (plugin as () => Plugin)();
}

interface WebpackKind {
  readonly mode: 'development' | 'production';
  readonly isModule: boolean;
}

function bundleByWebpack(workshop: Workshop, host: string, { mode, isModule }: WebpackKind): Promise<string> {
  const file = `${host}.${isModule ? 'mjs' : 'cjs'}`;
  const compiler = webpack({
    mode,
    context: workshop.path,
    entry: `./${host}.js`,
    target: 'node',
    // Maps say where sources lay; those of the development mode stand in the code.
    devtool: false,
    experiments: { outputModule: isModule },
    output: { path: workshop.out, filename: file, module: isModule },
  });
  return new Promise((resolve, reject) => {
    compiler?.run((error, stats) => {
      const wrong = error?.message ?? stats?.toString({ all: false, errors: true, warnings: true });
      compiler.close(() => (wrong === '' ? resolve(file) : reject(new Error(wrong))));
    });
  });
}

function bundleByNcc({ path, out }: Workshop, host: string): string {
  const cli = createRequire(import.meta.url).resolve('@vercel/ncc/dist/ncc/cli.js');
  execFileSync(process.execPath, [cli, 'build', `${host}.js`, '--no-cache', '-q', '-o', out], { cwd: path });
  return 'index.js';
}
