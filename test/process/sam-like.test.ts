import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { dirname, join, relative } from 'node:path';
import { expect } from 'chai';
import type { ReceivedSpan } from '../../src/collector/spans.ts';
import { NO_DAEMON, startDockerDaemon, type DockerDaemon } from '../support/docker-daemon.ts';
import {
  formsOf,
  listedAttributes,
  openExample,
  recordedAttributes,
  type Example,
  type ExampleRun,
} from '../support/example.ts';
import { makeHome, type Home } from '../support/home.ts';
import { closedPort, hang, startReceiver } from '../support/receivers.ts';
import { runAlike, runHost, startHost, startProgram, type HostOptions } from '../support/run-host.ts';
import { sendersOf } from '../support/senders.ts';
import { skipUnless } from '../support/skip.ts';
import { runOnTerminal, whyNoTerminal } from '../support/terminal.ts';
import { traceHost, whyNotTraced } from '../support/traced-host.ts';
import { waitFor } from '../support/wait-for.ts';

const SAM = { name: 'sam', folder: 'sam-like', endpointVariable: 'SAM_LIKE_COLLECTOR' } as const;
const HASH = /^[0-9a-f]{64}$/;

/**
 * One test, or a few, for each sentence about behaviour in what AWS SAM CLI tells its users about its telemetry.
 */
describe('sam-like', () => {
  let sam: Example;
  /** What `sam init`, `sam build` and `sam package` made, without telemetry. */
  let made: Home;
  /** A copy of it in the home of a test. */
  let project = '';

  before(async () => {
    sam = await openExample(SAM);
    made = makeHome(SAM.name);
    const env = { SAM_CLI_TELEMETRY: '0' };
    for (const [args, cwd] of [
      [['init', 'orders'], made.path],
      [['build'], join(made.path, 'orders')],
      [['package'], join(made.path, 'orders')],
    ] as const) {
      const { exitCode, stderr } = await runHost(made, sam.program, { args, cwd, env });
      expect(exitCode, stderr).to.equal(0);
    }
    await sam.close();
  });

  after(() => made.remove());

  beforeEach(async () => {
    sam = await openExample(SAM);
    project = join(sam.home.path, 'work/orders');
    cpSync(join(made.path, 'orders'), project, { recursive: true });
  });

  /** What a test opened besides; a sender can be held up by it, so that it is closed first. */
  const opened: Closable[] = [];
  const open = async <T extends Closable>(opening: Promise<T>): Promise<T> => {
    const resource = await opening;
    opened.push(resource);
    return resource;
  };

  afterEach(async () => {
    for (const resource of opened.splice(0)) await resource.close();
    await sam.close();
  });

  const inProject = (env: Readonly<Record<string, string>> = {}): HostOptions => ({
    cwd: project,
    env: { DOCKER_HOST: NO_DAEMON, ...env },
  });
  const run = (args: readonly string[], env?: Readonly<Record<string, string>>): Promise<ExampleRun> =>
    sam.run(args, inProject(env));
  const send = (args: readonly string[], env?: Readonly<Record<string, string>>): Promise<ExampleRun> =>
    sam.send(args, inProject(env));
  const files = (): string[] => sam.home.tree().filter((name) => /^\.(local|config)/.test(name));
  const commands = (): unknown[] => sam.recorded().map(({ attributes }) => attributes['cli.command']);

  describe('control', () => {
    it('is on without being asked, and its user sees nothing of that', async () => {
      const options = { args: ['validate'], cwd: project, env: sam.env };
      const { exitCode, stderr } = await runAlike(sam.home, sam.program, options);
      await sam.home.quiet();
      expect({ exitCode, stderr }).to.deep.equal({ exitCode: 0, stderr: '' });
      expect(commands()).to.deep.equal(['validate']);
    });

    it('says on a terminal no more than without one', async function () {
      skipUnless(this, whyNoTerminal());
      const options = { args: ['validate'], cwd: project, env: sam.env };
      const { screen } = await runOnTerminal(sam.home, sam.program, options);
      await sam.home.quiet();
      expect(screen).to.equal('');
      expect(commands()).to.deep.equal(['validate']);
    });

    it('says that it is on, and on which page that stands', async () => {
      const { stdout, spans } = await send(['telemetry']);
      expect(stdout).to.contain('Telemetry of sam is on: documented-notice (https://sam.example/telemetry)');
      expect(spans).to.deep.equal([]);
    });

    for (const value of ['false', '0', 'False', 'no', '']) {
      it(`is off for one command with SAM_CLI_TELEMETRY=${value}`, async () => {
        expect((await send(['validate'], { SAM_CLI_TELEMETRY: value })).spans).to.deep.equal([]);
        expect(files()).to.deep.equal([]);
      });
    }

    for (const value of ['false', '0']) {
      it(`is off for a session that exports ${value}, and for that session only`, async () => {
        await shell(['sh'], `export SAM_CLI_TELEMETRY=${value}; sam validate; sam build; sam validate`);
        expect(commands()).to.deep.equal([]);
        expect(files()).to.deep.equal([]);
        await shell(['sh'], 'sam validate');
        expect(commands()).to.deep.equal(['validate']);
      });
    }

    it('is off for good, in every later session, after the line for the profile', async () => {
      await shell(['sh'], 'echo "export SAM_CLI_TELEMETRY=0" >>~/.profile');
      for (const login of [
        ['sh', '-l'],
        ['bash', '-l'],
      ]) {
        await shell(login, 'sam validate; sam build');
      }
      expect(commands()).to.deep.equal([]);
      expect(files()).to.deep.equal([]);
    });

    it('is off in the session at work once that has read its profile again, not before', async () => {
      const session = ['sam validate', 'echo "export SAM_CLI_TELEMETRY=0" >>~/.profile', 'sam build'];
      await shell(['sh', '-l'], session.join('\n'));
      expect(commands()).to.have.members(['validate', 'build']);
      rmSync(join(sam.home.path, '.profile'));
      await shell(['sh', '-l'], [...session, '. ~/.profile', 'sam package', 'sam package'].join('\n'));
      expect(commands()).to.have.members(['validate', 'build', 'validate', 'build']);
    });

    it('prints the lines for Linux and macOS that turn it off, and they do', async () => {
      const { stdout } = await send(['telemetry', '--help']);
      const linux = /Linux +(echo .*>> ~\/\.profile)$/m.exec(stdout)?.[1] ?? '';
      await shell(['sh'], linux);
      await shell(['bash', '-l'], 'sam validate');
      const macos = /macOS +(echo .*>> ~\/\.zprofile)$/m.exec(stdout)?.[1] ?? '';
      await shell(['sh'], `rm ~/.profile; ${macos}`);
      // What zsh does when it begins a login session.
      await shell(['sh'], '. ~/.zprofile; sam validate');
      expect(commands()).to.deep.equal([]);
    });

    it('prints what turns it off in both shells of Windows, for a session and for good', async () => {
      const { stdout } = await send(['telemetry', '--help']);
      expect(stdout).to.match(/Command Prompt +set SAM_CLI_TELEMETRY=0$/m);
      expect(stdout).to.match(/PowerShell +\$env:SAM_CLI_TELEMETRY = '0'$/m);
      expect(stdout).to.match(/Windows \(both shells\) +setx SAM_CLI_TELEMETRY 0$/m);
    });

    it('can be turned off and on at any time', async () => {
      await send(['validate']);
      expect((await send(['telemetry', 'disable'])).exitCode).to.equal(0);
      expect(files().filter((name) => !name.endsWith('/'))).to.deep.equal(['.config/sam/telemetry-disabled']);
      expect((await send(['validate'])).spans).to.deep.equal([]);
      expect((await send(['validate'], { SAM_CLI_TELEMETRY: '1' })).spans, 'a no wins').to.deep.equal([]);
      expect((await send(['telemetry', 'enable'])).exitCode).to.equal(0);
      expect((await send(['validate'])).attributes['cli.command']).to.equal('validate');
    });
  });

  describe('sending', () => {
    it('needs nothing further from its user: one command alone is delivered', async () => {
      const { spans } = await send(['validate']);
      expect(spans.map(({ name }) => name)).to.deep.equal(['sam validate']);
    });

    it('happens in the background: the command ends while the collector does not answer', async () => {
      const receiver = await open(startReceiver(hang));
      const env = { SAM_LIKE_COLLECTOR: receiver.url };
      const { stdout } = await runHost(sam.home, sam.program, { args: ['validate'], cwd: project, env });
      await waitFor(() => receiver.bodies.length > 0, 'the request that hangs');
      expect(stdout).to.contain('is valid');
      expect(sendersOf(sam.home.path, sam.home.state).length, 'the sender outlives sam').to.equal(1);
    });

    it('may fail, and nobody sees it', async () => {
      const env = { SAM_LIKE_COLLECTOR: 'http://127.0.0.1:9' };
      const options = { args: ['validate'], cwd: project, env };
      const { exitCode, stderr } = await runHost(sam.home, sam.program, options);
      expect({ exitCode, stderr }).to.deep.equal({ exitCode: 0, stderr: '' });
    });
  });

  describe('usage', () => {
    let docker: DockerDaemon;

    before(async () => {
      docker = await startDockerDaemon();
    });
    after(() => docker.close());

    for (const [args, command] of [
      [['init', 'a-name', '--runtime', 'nodejs24.x'], 'init'],
      [['validate', '--template', 'template.json'], 'validate'],
      [['build', 'HelloFunction'], 'build'],
      [['package', '--output-template-file', 'out.json'], 'package'],
      [['deploy', '--stack-name', 'a-stack', '--endpoint-url', 'http://127.0.0.1:9'], 'deploy'],
      [['local', 'invoke', 'HelloFunction'], 'local invoke'],
      [['local', 'start-api', '--port', '70000'], 'local start-api'],
      [['logs', 'HelloFunction', '--filter', 'a-word'], 'logs'],
      [['local'], 'local'],
      [['loacl', 'invoke'], '(unknown)'],
      [['--version'], '(root)'],
    ] as const) {
      it(`names the generic command only: sam ${args.join(' ')}`, async () => {
        const { spans, attributes } = await run(args, { DOCKER_HOST: docker.host });
        expect(spans.map(({ name }) => name)).to.deep.equal([`sam ${command}`.replace(' (root)', '')]);
        expect(attributes['cli.command']).to.equal(command);
        const values = args.filter(
          (word) => !`sam ${command} HelloFunction`.includes(word) && !word.startsWith('-'),
        );
        for (const word of values) expect(sam.everything()).to.not.contain(word);
      });
    }

    it('runs a function, behind HTTP too, until Ctrl-C', async () => {
      docker.behave({ log: 'a line\n{"statusCode":201,"body":"made"}\n' });
      const { stdout } = await run(['local', 'invoke'], { DOCKER_HOST: docker.host });
      expect(stdout).to.equal('{"statusCode":201,"body":"made"}\n');
      expect(docker.calls).to.include.members(['POST /containers/create', 'DELETE /containers/c1']);

      await serve(docker, async (url) => {
        const answer = await fetch(`${url}hello?name=x`);
        expect([answer.status, await answer.text()]).to.deep.equal([201, 'made']);
        expect((await fetch(`${url}other`)).status).to.equal(404);
      });
      const outcomes = sam.recorded().map(({ name, attributes }) => [name, attributes['cli.outcome']]);
      expect(outcomes).to.deep.include(['sam local start-api', 'cancelled']);
    });
  });

  describe('errors and diagnostics', () => {
    it('has status, exit code and duration of a command that works', async () => {
      const { spans, attributes } = await run(['validate']);
      expect(spans[0]?.status).to.deep.equal({ code: 0, message: '' });
      expect(attributes).to.include({ 'process.exit.code': 0, 'cli.outcome': 'success' });
      expect(attributes).to.not.have.property('error.type');
    });

    it('has the duration that its user felt', async () => {
      const { url } = await open(startService((response) => setTimeout(() => response.end('ok'), 400)));
      const started = performance.now();
      const { spans, stdout } = await run(['deploy', '--stack-name', 'orders', '--endpoint-url', url]);
      const felt = performance.now() - started;
      expect(stdout).to.equal('deployed orders: ok\n');
      const [{ startTimeUnixNano, endTimeUnixNano }] = spans as readonly [ReceivedSpan];
      const durationMs = Number(BigInt(endTimeUnixNano) - BigInt(startTimeUnixNano)) / 1e6;
      expect(durationMs).to.be.within(400, felt);
    });

    const failures: Readonly<Record<string, readonly [exitCode: number, ...args: readonly string[]]>> = {
      ProjectExists: [1, 'init', 'hello'],
      TemplateNotFound: [1, 'validate', '-t', 'missing.json'],
      InvalidTemplate: [1, 'validate', '-t', 'package.json'],
      UnsupportedRuntime: [1, 'validate', '-t', 'python.json'],
      HandlerNotFound: [1, 'build', '-t', 'headless.json'],
      FunctionNotFound: [1, 'build', 'Other'],
      NotBuilt: [1, 'package'],
      NotPackaged: [1, 'deploy', '--stack-name', 'x', '--template-file', 'y', '--endpoint-url', 'http://x'],
      NoLogs: [1, 'logs', 'HelloFunction'],
      missing_option: [1, 'deploy', '--stack-name', 'x'],
      missing_argument: [1, 'logs'],
      unknown_option: [1, 'validate', '--tempalte', 'x'],
      EISDIR: [1, 'validate', '-t', 'hello'],
    };

    for (const [name, [exitCode, ...args]] of Object.entries(failures)) {
      it(`has exit code and internal name of a failure: ${name}`, async () => {
        const template = readFileSync(join(project, 'template.json'), 'utf8');
        sam.home.write('work/orders/python.json', template.replace('nodejs22.x', 'python3.13'));
        sam.home.write('work/orders/headless.json', template.replace('app.handler', 'gone.handler'));
        if (name === 'NotBuilt') rmSync(join(project, '.aws-sam'), { recursive: true });
        const result = await run(args);
        expect(result.exitCode).to.equal(exitCode);
        expect(result.spans[0]?.status).to.deep.equal({ code: 2, message: '' });
        expect(result.attributes).to.include({
          'process.exit.code': exitCode,
          'cli.outcome': 'failure',
          'error.type': name,
        });
      });
    }

    it("has the exit code of a user's function that failed, and none of its words", async () => {
      const docker = await open(startDockerDaemon());
      docker.behave({ exitCode: 1, log: 'TypeError: the-function-s-words\n' });
      const { attributes, stderr } = await run(['local', 'invoke'], { DOCKER_HOST: docker.host });
      docker.behave({ hasImage: false });
      const missing = await run(['local', 'invoke'], { DOCKER_HOST: docker.host });
      expect(stderr).to.contain('the-function-s-words');
      expect(attributes).to.include({ 'process.exit.code': 2, 'error.type': 'FunctionFailed' });
      expect(attributes).to.not.have.property('cli.failure.dependency');
      expect(missing.attributes).to.include({ 'error.type': 'ImageMissing' });
      expect(sam.everything()).to.not.contain('the-function-s-words');
    });

    for (const dockerHost of [NO_DAEMON, 'tcp://127.0.0.1:1', 'tcp://localhost:1']) {
      for (const args of [
        ['local', 'invoke'],
        ['local', 'start-api'],
        ['build', '--use-container'],
      ]) {
        it(`says that Docker was not to be reached: ${args.join(' ')} with ${dockerHost}`, async () => {
          const { attributes, stderr } = await run(args, { DOCKER_HOST: dockerHost });
          expect(stderr).to.contain('Docker is needed');
          expect(attributes).to.include({
            'cli.outcome': 'failure',
            'error.type': 'DockerUnavailable',
            'cli.failure.dependency': 'docker',
          });
        });
      }
    }

    it('does not blame Docker for another service', async () => {
      const args = ['deploy', '--stack-name', 'x', '--endpoint-url', await closedPort()];
      const { attributes } = await run(args);
      expect(attributes).to.include({
        'error.type': 'EndpointUnreachable',
        'cli.failure.dependency': 'network',
      });
    });
  });

  describe('system and environment', () => {
    it('has the version of the runtime, and the operating system', async () => {
      const { resource } = await run(['validate']);
      expect(resource).to.include({
        'process.runtime.name': 'nodejs',
        'process.runtime.version': process.versions.node,
        'os.type': process.platform === 'win32' ? 'windows' : process.platform,
      });
    });

    for (const [where, env, expected] of [
      [
        'AWS CodeBuild',
        { CI: 'true', CODEBUILD_BUILD_ID: 'orders:1234' },
        { 'cli.environment': 'ci', 'cli.ci': 'aws_codebuild' },
      ],
      [
        'GitHub Actions',
        { CI: 'true', GITHUB_ACTIONS: 'true' },
        { 'cli.environment': 'ci', 'cli.ci': 'github_actions' },
      ],
      [
        'an AWS toolkit of an editor',
        { AWS_TOOLING_USER_AGENT: 'AWS-Toolkit-For-VSCode/3.1.0 lovelace' },
        { 'cli.environment': 'ide', 'cli.ide': 'aws_toolkit' },
      ],
      ['a script', {}, { 'cli.environment': 'other', 'process.interactive': false }],
    ] as const) {
      it(`says that it ran in ${where}`, async () => {
        const { resource } = await run(['validate'], env);
        expect(resource).to.include(expected);
        for (const value of ['orders:1234', 'lovelace'])
          expect(JSON.stringify(resource)).to.not.contain(value);
      });
    }

    it('says that it ran in a terminal', async function () {
      skipUnless(this, whyNoTerminal());
      await runOnTerminal(sam.home, sam.program, { args: ['validate'], cwd: project, env: sam.env });
      await sam.home.quiet();
      expect(sam.recorded()[0]?.resource).to.include({
        'cli.environment': 'terminal',
        'process.interactive': true,
      });
    });

    it('stays silent where CI may be anything', async () => {
      expect((await run(['validate'], { CI: 'true' })).spans).to.deep.equal([]);
    });
  });

  describe('hashes of usage attributes', () => {
    const REMOTE = 'https://ada:hunter2@git.example/acme/secret-orders.git';
    const write = (folder: string, remote: string, name = 'secret-package'): void => {
      sam.home.write(`work/${folder}/.git/HEAD`, 'ref: refs/heads/main\n');
      sam.home.write(`work/${folder}/.git/config`, `[remote "origin"]\n\turl = ${remote}\n`);
      sam.home.write(`work/${folder}/package.json`, JSON.stringify({ name }));
    };
    const hashes = async (folder = 'orders', env = {}): Promise<readonly [unknown, unknown]> => {
      const { attributes } = await sam.run(['logs', 'X'], { cwd: join(sam.home.path, 'work', folder), env });
      return [attributes['sam.project.remote'], attributes['sam.project.package']];
    };

    it('are the same for one project, from any of its folders and by any address', async () => {
      write('orders', REMOTE);
      const [remote, name] = await hashes();
      expect(remote).to.match(HASH);
      expect(name).to.match(HASH).and.not.equal(remote);
      expect(await hashes('orders/hello')).to.deep.equal([remote, name]);
      write('clone', 'git@git.example:acme/secret-orders', 'other-package');
      const [again, other] = await hashes('clone');
      expect(again).to.equal(remote);
      expect(other).to.match(HASH).and.not.equal(name);
    });

    it('differ for two projects, and are left out where there is none', async () => {
      write('orders', REMOTE);
      write('other', 'https://git.example/acme/secret-payments.git', 'secret-payments');
      const [one, another] = [await hashes(), await hashes('other')];
      expect(new Set([...one, ...another]).size).to.equal(4);
      expect(await hashes('.')).to.deep.equal([undefined, undefined]);
    });

    it('mean nothing to anybody else: another user has others for the same project', async () => {
      write('orders', REMOTE);
      const mine = await hashes();
      const other = await open(openExample(SAM));
      const { attributes } = await other.run(['logs', 'X'], { cwd: project });
      expect(attributes['sam.project.remote']).to.match(HASH).and.not.equal(mine[0]);
      expect(attributes['sam.project.package']).to.match(HASH).and.not.equal(mine[1]);
    });

    it('change when the user renews the id', async () => {
      write('orders', REMOTE);
      const before = await hashes();
      expect((await run(['telemetry', 'reset'])).exitCode).to.equal(0);
      const after = await hashes();
      expect(new Set([...before, ...after]).size).to.equal(4);
    });

    it('are all that is known of the project', async () => {
      write('orders', REMOTE);
      await hashes();
      for (const word of ['hunter2', 'git.example', 'secret-orders', 'secret-package']) {
        for (const form of formsOf(word)) expect(sam.everything()).to.not.contain(form);
      }
    });

    it('are not made in CI, nor for a collector that the user named', async () => {
      write('orders', REMOTE);
      await run(['validate'], { CI: 'true', CODEBUILD_BUILD_ID: 'x' });
      await send(['validate'], { SAM_CLI_TELEMETRY_ENDPOINT: sam.collector.url });
      expect(sam.recorded().length).to.equal(2);
      for (const { attributes } of sam.recorded()) {
        expect(attributes).to.not.have.any.keys('sam.project.remote', 'sam.project.package');
      }
    });

    it('are not even looked for after a no', async function () {
      skipUnless(this, whyNotTraced());
      write('orders', REMOTE);
      const reads = async (value: string): Promise<readonly string[]> => {
        const env = { ...sam.env, SAM_CLI_TELEMETRY: value };
        const { opened: paths } = await traceHost(sam.home, sam.program, {
          args: ['validate'],
          cwd: project,
          env,
        });
        await sam.home.quiet();
        return paths.filter((path) => path.startsWith(sam.home.path)).map((path) => relative(project, path));
      };
      expect(await reads('1')).to.include.members(['.git/config', 'package.json']);
      expect(await reads('0'))
        .to.not.include('.git/config')
        .and.not.include('package.json');
    });

    it('do not cost a process: git is not started', async () => {
      write('orders', REMOTE);
      sam.home.write('bin/git', `#!/bin/sh\ntouch "${sam.home.path}/git-was-here"\n`);
      const path = `${join(sam.home.path, 'bin')}:${sam.home.env['PATH'] ?? ''}`;
      await shell(['sh'], `chmod +x "${sam.home.path}/bin/git"`);
      const [remote] = await hashes('orders', { PATH: path });
      expect(remote).to.match(HASH);
      expect(existsSync(join(sam.home.path, 'git-was-here'))).to.equal(false);
    });
  });

  describe('what it never collects', () => {
    it('is a user name, an e-mail address, a host name or a folder', async () => {
      const canary = 'zanzibar-livingstone';
      const env = {
        USER: canary,
        LOGNAME: canary,
        USERNAME: canary,
        HOSTNAME: canary,
        EMAIL: `${canary}@example.com`,
        GIT_AUTHOR_EMAIL: `${canary}@example.com`,
        AWS_PROFILE: canary,
        AWS_ACCESS_KEY_ID: canary,
        AWS_SESSION_TOKEN: canary,
      };
      sam.home.write('.gitconfig', `[user]\n\tname = ${canary}\n\temail = ${canary}@example.com\n`);
      await run(['validate'], env);
      await send(['local', 'invoke'], env);
      expect(sam.collector.spans.length).to.equal(2);
      for (const form of [...formsOf(canary), ...formsOf(sam.home.path)]) {
        expect(sam.everything()).to.not.contain(form);
      }
    });

    it('is anything sensitive of a project, whatever is done with it', async () => {
      const canary = 'zanzibar-livingstone';
      const docker = await open(startDockerDaemon());
      docker.behave({ log: `${canary}\n"${canary}"\n` });
      const refusing = await open(startService((response) => response.writeHead(403).end(canary)));
      const url = `${refusing.url}/${canary}/`;
      const folder = join(dirname(project), canary);
      const env = { DOCKER_HOST: docker.host, ORDERS_PASSWORD: canary };
      const go = (...args: string[]): Promise<ExampleRun> => sam.run(args, { cwd: folder, env });
      await sam.run(['init', canary], { cwd: dirname(project), env });
      const template = readFileSync(join(folder, 'template.json'), 'utf8');
      sam.home.write(`work/${canary}/template.json`, template.replaceAll('HelloFunction', canary));
      sam.home.write(`work/${canary}/hello/app.js`, `// ${canary}\n`);
      sam.home.write(`work/${canary}/${canary}.json`, `{ "key": "${canary}" }`);
      sam.home.write(`work/${canary}/broken.json`, canary);
      const steps = [
        ['validate'],
        ['validate', '-t', 'broken.json'],
        ['build', canary],
        ['build', `${canary}-other`],
        ['package', '--output-template-file', `${canary}-out.json`],
        ['deploy', '--stack-name', canary, '--template-file', `${canary}-out.json`, '--endpoint-url', url],
        ['local', 'invoke', canary, '--event', `${canary}.json`],
        ['local', 'invoke', canary, '--event', 'broken.json'],
        ['logs', canary, '--filter', canary],
        [canary],
        ['validate', `--${canary}`],
      ];
      let shown = '';
      for (const args of steps) {
        const { stdout, stderr, spans } = await go(...args);
        expect(spans.length, args.join(' ')).to.equal(1);
        shown += stdout + stderr;
      }
      docker.behave({ exitCode: 1, log: `${canary}\n` });
      await sam.send(['local', 'invoke'], { cwd: folder, env });
      expect(sam.collector.spans.length).to.equal(steps.length + 2);
      expect(shown.split(canary).length, 'times that the user saw it').to.be.greaterThan(8);
      for (const form of formsOf(canary)) expect(sam.everything()).to.not.contain(form);
    });

    it('is anything that its README does not list, and it collects all of that list', async () => {
      const docker = await open(startDockerDaemon());
      sam.home.write('work/orders/.git/HEAD', 'ref: refs/heads/main\n');
      sam.home.write('work/orders/.git/config', '[remote "origin"]\nurl = git@git.example:acme/orders\n');
      await run(['validate', '-t', 'template.json'], { npm_config_user_agent: 'npm/11.0.0 node/v24.0.0' });
      await run(['local', 'invoke'], { AWS_TOOLING_USER_AGENT: 'AWS-Toolkit-For-JetBrains/3' });
      await run(['validate'], { CODEBUILD_BUILD_ID: 'x' });
      await run(['validate'], { CLAUDECODE: '1' });
      await serve(docker, async () => {});
      expect(recordedAttributes(sam.recorded())).to.deep.equal(listedAttributes(SAM.folder));
    });
  });

  /** Runs `sam local start-api` until the work is done, and Ctrl-C. */
  async function serve(docker: DockerDaemon, work: (url: string) => Promise<void>): Promise<void> {
    const options = inProject({ ...sam.env, DOCKER_HOST: docker.host });
    const args = ['local', 'start-api', '--port', '0'];
    const { child, output, result } = startHost(sam.home, sam.program, { ...options, args });
    try {
      await waitFor(() => output.stdout.includes('/\n'), 'sam local start-api to listen');
      await work(/http:\S+\//.exec(output.stdout)?.[0] ?? '');
    } finally {
      child.kill('SIGINT');
    }
    expect((await result).exitCode).to.equal(130);
    await sam.home.quiet();
  }

  /** Runs lines in a shell of the user's, in which `sam` is the example, and waits for the senders. */
  async function shell(program: readonly string[], lines: string): Promise<void> {
    const quoted = `'${process.execPath}' '${sam.program}'`;
    // Login shells set a PATH of their own; a function is found first.
    const script = `sam() { ${quoted} "$@"; }\ncd '${project}'\n${lines}\n`;
    const options = { env: sam.env };
    const { exitCode, stderr } = await startProgram(sam.home, [...program, '-c', script], options).result;
    expect({ exitCode, stderr }).to.deep.equal({ exitCode: 0, stderr: '' });
    await sam.home.quiet();
  }
});

interface Closable {
  readonly close: () => Promise<unknown>;
}

/** Starts a service that answers every request as it is told. */
async function startService(answer: (response: ServerResponse) => void): Promise<Closable & { url: string }> {
  const server = createServer((_, response) => answer(response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${port}`, close };
}
