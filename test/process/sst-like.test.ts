import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import type { ReceivedSpan } from '../../src/collector/spans.ts';
import {
  formsOf,
  listedAttributes,
  openExample,
  recordedAttributes,
  type Example,
  type ExampleRun,
} from '../support/example.ts';
import { runAlike, startHost, startProgram, type HostOptions, type HostResult } from '../support/run-host.ts';
import { skipUnless } from '../support/skip.ts';
import { runOnTerminal, whyNoTerminal } from '../support/terminal.ts';
import { waitFor } from '../support/wait-for.ts';

const SST = { name: 'sst', folder: 'sst-like', endpointVariable: 'SST_LIKE_COLLECTOR' } as const;
const CANARY = 'zanzibar-livingstone';
const APP = {
  name: 'shop',
  functions: { hello: { handler: 'src/hello.handler', secrets: ['STRIPE_KEY'] } },
};
const HELLO = `export const handler = ({ url }) => {
  if (url === '/hello') return { key: process.env.STRIPE_KEY };
};
`;

/**
 * One test, or a few, for each sentence about behaviour in what SST tells its users about its telemetry.
 */
describe('sst-like', () => {
  let sst: Example;
  let project = '';

  beforeEach(async () => {
    sst = await openExample(SST);
    project = join(sst.home.path, 'work/shop');
    write('sst.json', JSON.stringify(APP));
    write('src/hello.js', HELLO);
    write('.sst/secrets.json', '{ "STRIPE_KEY": "none" }');
  });

  afterEach(() => sst.close());

  const write = (file: string, content: string): void => sst.home.write(`work/shop/${file}`, content);
  type Env = Readonly<Record<string, string>>;
  const inProject = (env: Env = {}): HostOptions => ({ cwd: project, env });
  const run = (args: readonly string[], env?: Env): Promise<ExampleRun> => sst.run(args, inProject(env));
  const send = (args: readonly string[], env?: Env): Promise<ExampleRun> => sst.send(args, inProject(env));
  const files = (): string[] => sst.home.tree().filter((name) => /^\.(local|config)/.test(name));
  const expectNowhere = (secret: string): void => {
    for (const form of formsOf(secret)) expect(sst.everything()).to.not.contain(form);
  };

  describe('taking part', () => {
    it('is the default, and nobody sees anything of it', async () => {
      const options = { ...inProject(sst.env), args: ['secrets', 'list'] };
      const { stdout, stderr } = await runAlike(sst.home, sst.program, options);
      await sst.home.quiet();
      expect({ stdout, stderr }).to.deep.equal({ stdout: 'STRIPE_KEY=none\n', stderr: '' });
      expect(sst.recorded().length).to.equal(1);
    });

    it('is the default on a terminal too', async function () {
      skipUnless(this, whyNoTerminal());
      const options = { ...inProject(sst.env), args: ['secrets', 'list'] };
      expect((await runOnTerminal(sst.home, sst.program, options)).screen).to.equal('');
      await sst.home.quiet();
      expect(sst.recorded().length).to.equal(1);
    });

    it('can be declined: after disable nothing is recorded, in any project', async () => {
      await send(['build']);
      const { exitCode, stdout } = await send(['telemetry', 'disable']);
      expect(exitCode).to.equal(0);
      expect(stdout).to.match(/^Telemetry of sst is off .* what was stored is deleted\.$/m);
      expect(files().filter((name) => !name.endsWith('/'))).to.deep.equal(['.config/sst/telemetry-disabled']);
      cpSync(project, join(dirname(project), 'other'), { recursive: true });
      for (const folder of ['shop', 'other', '.']) {
        const { spans } = await sst.send(['build'], { cwd: join(dirname(project), folder) });
        expect(spans).to.deep.equal([]);
      }
      expect(files().filter((name) => !name.endsWith('/'))).to.deep.equal(['.config/sst/telemetry-disabled']);
    });

    it('can be taken up again with enable', async () => {
      await send(['telemetry', 'disable']);
      const { exitCode, stdout } = await send(['telemetry', 'enable']);
      expect(exitCode).to.equal(0);
      expect(stdout).to.contain('Telemetry of sst is on');
      expect((await send(['build'])).attributes['cli.command']).to.equal('build');
    });

    it('can be looked up at any time', async () => {
      const status = async (env?: Env): Promise<string> =>
        (await send(['telemetry'], env)).stdout.split('\n')[0] ?? '';
      expect(await status()).to.match(/^Telemetry of sst is on: .*https:\/\/sst\.example\/telemetry/);
      expect(await status({ SST_TELEMETRY_DISABLED: '1' })).to.match(
        /^Telemetry of sst is off: .*SST_TELEMETRY_DISABLED/,
      );
      await send(['telemetry', 'disable']);
      expect(await status()).to.match(/^Telemetry of sst is off: user-no /);
      await send(['telemetry', 'enable']);
      expect(await status()).to.match(/^Telemetry of sst is on: user-yes /);
      expect(sst.recorded(), 'none of these is recorded itself').to.deep.equal([]);
    });

    for (const value of ['1', 'true']) {
      it(`can be declined by SST_TELEMETRY_DISABLED=${value}, which leaves no trace`, async () => {
        for (const args of [['build'], ['deploy'], ['remove']]) {
          expect((await send(args, { SST_TELEMETRY_DISABLED: value })).spans).to.deep.equal([]);
        }
        expect(files()).to.deep.equal([]);
      });
    }

    it('is declined by the variable even after enable', async () => {
      await send(['telemetry', 'enable']);
      expect((await send(['build'], { SST_TELEMETRY_DISABLED: '1' })).spans).to.deep.equal([]);
    });

    it('is looked up and declined through npx', async function () {
      skipUnless(this, whyNoNpx());
      write('package.json', '{ "name": "shop", "private": true }');
      mkdirSync(join(project, 'node_modules/.bin'), { recursive: true });
      symlinkSync(sst.program, join(project, 'node_modules/.bin/sst'));
      const npx = async (...args: string[]): Promise<string> => {
        const env = {
          ...sst.env,
          PATH: `${dirname(process.execPath)}:${sst.home.env['PATH'] ?? ''}`,
          npm_config_offline: 'true',
          npm_config_update_notifier: 'false',
        };
        const started = startProgram(sst.home, ['npx', '--no-install', 'sst', ...args], {
          cwd: project,
          env,
        });
        const { stdout, stderr, exitCode } = await started.result;
        await sst.home.quiet();
        expect(exitCode, stderr).to.equal(0);
        return stdout;
      };
      expect(await npx('telemetry')).to.contain('Telemetry of sst is on');
      await npx('build');
      expect(sst.recorded().map(({ resource }) => resource['cli.package_manager'])).to.deep.equal(['npm']);
      expect(await npx('telemetry', 'disable')).to.contain('Telemetry of sst is off');
      await npx('build');
      expect(sst.recorded().length, 'sent before it was turned off').to.be.lessThan(2);
      expect(await npx('telemetry', 'enable')).to.contain('Telemetry of sst is on');
    });
  });

  describe('what it collects', () => {
    for (const args of [
      ['build'],
      ['deploy', '--stage', CANARY],
      ['remove'],
      ['secrets', 'set', CANARY, CANARY],
    ]) {
      const command = args.filter((word) => word !== CANARY && !word.startsWith('-')).join(' ');
      it(`is the command invoked, without what follows it: sst ${args.join(' ')}`, async () => {
        const { spans, attributes } = await run(args);
        expect(spans.map(({ name }) => name)).to.deep.equal([`sst ${command}`]);
        expect(attributes['cli.command']).to.equal(command);
        expectNowhere(CANARY);
      });
    }

    it('is the command invoked: sst start, until Ctrl-C', async () => {
      const { exitCode } = await serve(async (url) => {
        expect(await (await fetch(`${url}hello`)).text()).to.equal('{"key":"none"}');
      });
      expect(exitCode).to.equal(130);
      const [{ name, attributes }] = sst.recorded() as readonly [ReceivedSpan];
      expect(name).to.equal('sst start');
      expect(attributes).to.include({ 'cli.command': 'start', 'cli.outcome': 'cancelled' });
    });

    it('is the version of sst', async () => {
      const { stdout } = await run(['--version']);
      expect((await run(['build'])).resource).to.include({
        'service.name': 'sst',
        'service.version': stdout.trim(),
      });
    });

    it('is general information on the machine: processors and system', async () => {
      const { resource } = await run(['build']);
      const cpus = availableParallelism();
      expect(resource['cli.cpus']).to.equal(cpus > 16 ? 2 ** Math.floor(Math.log2(cpus)) : cpus);
      expect(resource['os.type']).to.equal(process.platform === 'win32' ? 'windows' : process.platform);
    });

    it('is whether it ran in CI', async () => {
      expect((await run(['build'])).resource).to.not.have.property('cli.ci');
      for (const [env, vendor] of [
        [{ CI: 'true', GITHUB_ACTIONS: 'true' }, 'github_actions'],
        [{ CI: 'true', GITLAB_CI: 'true' }, 'gitlab'],
      ] as const) {
        const { resource } = await run(['build'], env);
        expect(resource).to.include({ 'cli.environment': 'ci', 'cli.ci': vendor });
      }
    });

    it('is exactly what its README lists', async () => {
      await run(['deploy', '--stage', 'x'], { npm_config_user_agent: 'pnpm/10.0.0' });
      await run(['remove'], { CI: 'true', GITHUB_ACTIONS: 'true' });
      await run(['build'], { CLAUDECODE: '1' });
      await run(['build'], { TERM_PROGRAM: 'vscode' });
      await serve(async () => {});
      expect(recordedAttributes(sst.recorded())).to.deep.equal(listedAttributes(SST.folder));
    });
  });

  describe('what it never collects', () => {
    afterEach(async () => {
      // Once more, so that what waited is sent with its headers too.
      const { spans } = await send(['secrets', 'list']);
      expect(spans.length).to.be.greaterThan(1);
      expectNowhere(CANARY);
    });

    it('is an environment variable', async () => {
      const env = {
        [CANARY.replace('-', '_')]: CANARY,
        STRIPE_KEY: CANARY,
        AWS_SECRET_ACCESS_KEY: CANARY,
        SST_STAGE: CANARY,
        NODE_ENV: CANARY,
        TERM_PROGRAM: CANARY,
        npm_config_user_agent: `${CANARY}/1.0.0`,
        OTEL_RESOURCE_ATTRIBUTES: `a=${CANARY}`,
        OTEL_SERVICE_NAME: CANARY,
        OTEL_EXPORTER_OTLP_HEADERS: `authorization=${CANARY}`,
      };
      expect((await run(['build'], env)).exitCode).to.equal(0);
      expect((await run(['remove'], env)).exitCode).to.equal(1);
    });

    it('is the path of a file', async () => {
      const folder = join(dirname(project), CANARY);
      cpSync(project, folder, { recursive: true });
      sst.home.write(`work/${CANARY}/src/${CANARY}.js`, 'export const handler = () => {};');
      sst.home.write(
        `work/${CANARY}/sst.json`,
        JSON.stringify({ ...APP, functions: { [CANARY]: { handler: `src/${CANARY}.handler` } } }),
      );
      expect((await sst.run(['build'], { cwd: folder })).exitCode).to.equal(0);
      expect((await sst.run(['deploy', '--stage', CANARY], { cwd: folder })).exitCode).to.equal(0);
      expect((await sst.run(['remove', '--stage', `${CANARY}-2`], { cwd: folder })).exitCode).to.equal(1);
      for (const form of formsOf(sst.home.path)) expect(sst.everything()).to.not.contain(form);
    });

    it('is the content of a file', async () => {
      write('src/hello.js', `// ${CANARY}\n${HELLO}`);
      write('package.json', JSON.stringify({ name: CANARY, author: CANARY }));
      write('.env', `KEY=${CANARY}`);
      write('.sst/secrets.json', JSON.stringify({ STRIPE_KEY: CANARY, [CANARY]: CANARY }));
      for (const args of [['build'], ['deploy'], ['secrets', 'list']])
        expect((await run(args)).exitCode).to.equal(0);
      write('sst.json', `{ "name": ${CANARY} }`);
      const { exitCode, stderr } = await run(['build']);
      expect(exitCode).to.equal(1);
      expect(stderr, 'what the user sees').to.contain(CANARY.slice(0, 5));
      write('sst.json', JSON.stringify({ name: CANARY, functions: { [CANARY]: {} } }));
      expect((await run(['build'])).exitCode).to.equal(1);
    });

    it('is what a command or a function logs', async () => {
      write(
        'src/hello.js',
        `export const handler = () => { console.log('${CANARY}'); console.error('${CANARY}'); };\n`,
      );
      const { stdout, stderr } = await serve(async (url) => {
        expect((await fetch(`${url}hello`)).status).to.equal(200);
      });
      expect(stdout).to.contain(CANARY);
      expect(stderr).to.contain(CANARY);
    });

    it('is an error: its message, stack, name or members', async () => {
      write('src/hello.js', `const ${CANARY.replace('-', '_')} = ;\n// ${CANARY}`);
      const failed = await run(['build']);
      expect(failed.stderr).to.contain('Unexpected ";"');
      expect(failed.attributes).to.include({ 'cli.outcome': 'failure', 'error.type': '_OTHER' });
      const { stderr } = await throwing(
        `class ${CANARY.replace('-', '')} extends Error {}
         const error = new ${CANARY.replace('-', '')}('${CANARY}', { cause: new Error('${CANARY}') });
         throw Object.assign(error, { name: '${CANARY}', code: '${CANARY}', path: '${CANARY}' });`,
      );
      expect(stderr).to.contain(CANARY);
    });

    it('is an error that nothing handles', async () => {
      write(
        'src/hello.js',
        `export const handler = () => { setTimeout(() => { throw new TypeError('${CANARY}'); }); };\n`,
      );
      const { stderr, exitCode } = await serve(async (url) => {
        await fetch(`${url}hello`).catch(() => undefined);
      });
      expect(stderr).to.contain(`TypeError: ${CANARY}`);
      expect(exitCode).to.equal(1);
      const crashed = sst.recorded().find(({ name }) => name === 'sst start');
      expect(crashed?.attributes).to.include({ 'cli.outcome': 'crashed', 'error.type': 'TypeError' });
    });

    /** Runs a function that throws, and fails its request. */
    async function throwing(body: string): Promise<{ stderr: string }> {
      write('src/hello.js', `export const handler = () => { ${body} };\n`);
      return serve(async (url) => expect((await fetch(`${url}hello`)).status).to.equal(500));
    }
  });

  describe('anonymity', () => {
    it('has no id, no salt and no hash, on disk or on the wire', async () => {
      await send(['build']);
      await send(['deploy']);
      expect(recordedAttributes(sst.recorded())).to.not.include('app.installation.id');
      expect(sst.sent()).to.not.match(/\b[0-9a-f]{64}\b/);
      expect(files().filter((name) => name.includes('identity'))).to.deep.equal([]);
      expect((await send(['telemetry'])).stdout).to.contain('Identity   none');
    });

    it('gives nothing by which two runs of one user belong together', async () => {
      const one = await send(['build']);
      const two = await send(['build']);
      const [first, second] = [one.spans[0], two.spans[0]];
      expect(first?.traceId).to.not.equal(second?.traceId);
      expect(first?.spanId).to.not.equal(second?.spanId);
    });

    it('makes runs of two users the same', async () => {
      const other = await openExample(SST);
      try {
        const elsewhere = join(other.home.path, 'elsewhere');
        cpSync(project, elsewhere, { recursive: true });
        const mine = await send(['build'], { USER: 'ada', LOGNAME: 'ada' });
        const theirs = await other.send(['build'], { cwd: elsewhere, env: { USER: 'bob', LOGNAME: 'bob' } });
        expect(seenByVendor(mine, sst)).to.deep.equal(seenByVendor(theirs, other));
      } finally {
        await other.close();
      }
    });

    /** What arrived, without what is random or a time, and without the collector's own address. */
    function seenByVendor({ spans }: ExampleRun, { collector }: Example): unknown {
      const { path, headers } = collector.requests[0] ?? {};
      const { host: _host, 'content-length': _length, ...rest } = headers ?? {};
      const random = { traceId: '', spanId: '', startTimeUnixNano: '', endTimeUnixNano: '' };
      return { path, rest, spans: spans.map((span) => ({ ...span, ...random })) };
    }
  });

  /** Runs `sst start` until the work is done, and Ctrl-C. */
  async function serve(work: (url: string) => Promise<unknown>): Promise<HostResult> {
    sst.home.holdSender(sst.collector.url);
    const args = ['start', '--port', '0'];
    const { child, output, result } = startHost(sst.home, sst.program, { ...inProject(sst.env), args });
    try {
      await waitFor(() => output.stdout.includes('/\n'), 'sst start to listen');
      await work(/http:\S+\//.exec(output.stdout)?.[0] ?? '');
    } finally {
      child.kill('SIGINT');
    }
    return result;
  }
});

/** Says why npx cannot be tried here; `undefined` when it can. */
function whyNoNpx(): string | undefined {
  const { error } = spawnSync('npx', ['--version'], { stdio: 'ignore' });
  return error === undefined ? undefined : `npx does not start: ${error.message}`;
}
