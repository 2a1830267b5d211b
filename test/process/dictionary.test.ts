import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect } from 'chai';
import { parse } from 'yaml';
import type { Manifest } from '../../src/dictionary/manifest.ts';
import { makeHome, type Home } from '../support/home.ts';
import { runHost, type HostOptions, type HostResult } from '../support/run-host.ts';

const ROOT = join(import.meta.dirname, '../..');
const CLI = join(ROOT, 'dist/cli.js');
const ACME = join(ROOT, 'examples/acme/acme.js');
const PAGE = join(ROOT, 'examples/acme/TELEMETRY.md');

/** Attributes as the functions of `attribute` make them. */
const ATTRIBUTES = {
  'acme.template': {
    type: 'one-of',
    values: ['python', 'node'],
    on: ['span'],
    purpose: 'Which templates | languages are worth keeping.',
    example: 'python',
  },
};

describe('the data dictionary', () => {
  let home: Home;

  beforeEach(() => {
    home = makeHome();
  });

  afterEach(() => home.remove());

  interface Ended {
    readonly exitCode: number | null;
    readonly stdout: string;
    readonly stderr: string;
  }

  /** Runs a program of Node; what stdin is given comes out of a pipe. */
  async function node(args: readonly string[], stdin = '', env: Record<string, string> = {}): Promise<Ended> {
    const child = spawn(process.execPath, args, {
      cwd: home.path,
      env: { ...home.env, ...env },
      timeout: 15_000,
    });
    child.stdin.on('error', () => undefined).end(stdin);
    const [stdout, stderr] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close'),
    ]);
    return { exitCode: child.exitCode, stdout, stderr };
  }

  const commandspan = (args: readonly string[], stdin: string): Promise<Ended> => node([CLI, ...args], stdin);
  const acmeManifest = async (env: Record<string, string> = {}): Promise<string> =>
    (await node([ACME, 'telemetry', 'manifest', '--json'], '', env)).stdout;
  const host = (typed: string, options: HostOptions = {}): Promise<HostResult> =>
    runHost(home, 'has-verbs.js', { ...options, args: typed.split(' ') });

  describe('acme telemetry manifest', () => {
    for (const [when, env] of [
      ['by default', {}],
      ['after a yes', { ACME_TELEMETRY: '1' }],
      ['after a no', { DO_NOT_TRACK: '1' }],
      ['in CI', { CI: 'true' }],
      ['while a run is inspected', { ACME_TELEMETRY: 'inspect' }],
    ] as const) {
      it(`prints the same ${when}, and leaves no file`, async () => {
        const [plain, given] = [
          await host('telemetry manifest --json'),
          await host('telemetry manifest --json', { env }),
        ];
        expect(given).to.deep.equal(plain);
        expect(given).to.include({ exitCode: 0, stderr: '' });
        expect((JSON.parse(given.stdout) as Manifest).name).to.equal('acme');
        // A run that is recorded until it turns out to be a verb has made its folders.
        expect(home.tree().filter((name) => !name.endsWith('/'))).to.deep.equal([]);
      });
    }

    it('prints it after a stored no, which stays all there is', async () => {
      await host('telemetry disable');
      const before = home.tree();
      expect(await host('telemetry manifest')).to.include({ exitCode: 0, stderr: '' });
      expect(home.tree()).to.deep.equal(before);
    });

    it('loads neither the recorder nor any other file of OpenTelemetry', async () => {
      const options = { NODE_DEBUG: 'module' };
      const { stderr, exitCode } = await host('telemetry manifest', {
        env: { DO_NOT_TRACK: '1', ...options },
      });
      expect(exitCode).to.equal(0);
      expect(stderr).to.match(/cold\.cjs/);
      expect(stderr).not.to.match(/recorder\.cjs|@opentelemetry/);
    });

    it('names the commands and flags of the tree and of the options, and not the verbs', async () => {
      const options = { flags: ['lazy'], commands: ['lazy one'] };
      const { stdout } = await host('telemetry manifest --json', { options });
      const { names } = JSON.parse(stdout) as Manifest;
      expect(names.commands).to.include.members(['build', 'deploy', 'deploy function', 'lazy one', 'push']);
      expect(names.commands.filter((name) => name.startsWith('telemetry'))).to.deep.equal([]);
      expect(names.flags).to.include.members([
        'no-wait',
        'q',
        'region',
        'help',
        'version',
        'lazy',
        'no-color',
      ]);
      expect(names).to.deep.include({ steps: ['collect', 'compress', 'upload'], errors: ['QuotaExceeded'] });
    });

    it('names the flags of a program without commands', async () => {
      const { stdout } = await runHost(home, 'has-verbs-and-a-root-action.js', {
        args: ['telemetry', 'manifest', '--json'],
      });
      const { names } = JSON.parse(stdout) as Manifest;
      expect(names.commands.filter((name) => name !== 'deploy')).to.deep.equal([]);
      expect(names.flags).to.include.members(['help', 'version']);
    });

    it('is called by the word that the verbs are mounted under', async () => {
      const { stdout } = await runHost(home, 'has-verbs-called-stats.js', {
        args: ['stats', 'manifest', '--json'],
      });
      expect((JSON.parse(stdout) as Manifest).verbs).to.equal('acme stats');
    });

    it('prints what stands in the page that is made of its JSON', async () => {
      const options = { attributes: ATTRIBUTES };
      const [markdown, json] = [
        await host('telemetry manifest', { options }),
        await host('telemetry manifest --json', { options }),
      ];
      expect(await commandspan(['page', 'T.md'], json.stdout)).to.include({ exitCode: 0 });
      const page = readFileSync(join(home.path, 'T.md'), 'utf8');
      expect(page).to.include(
        `<!-- prettier-ignore-start -->\n\n${markdown.stdout}\n<!-- prettier-ignore-end -->`,
      );
      expect(page).to.include(
        '| `acme.template` | `python` or `node` | Which templates \\| languages are worth keeping. | `python` |',
      );
    });
  });

  describe('acme telemetry manifest --json | commandspan', () => {
    it('finds the page of the example up to date', async () => {
      const { exitCode, stdout, stderr } = await commandspan(['page', PAGE, '--check'], await acmeManifest());
      expect({ exitCode, stderr }).to.deep.equal({ exitCode: 0, stderr: '' });
      expect(stdout).not.to.include('still to be filled in');
    });

    it('fails, and names the line, when the page of the example says something else', async () => {
      const changed = join(home.path, 'TELEMETRY.md');
      cpSync(PAGE, changed);
      writeFileSync(changed, readFileSync(changed, 'utf8').replace('Which AI agents run it.', 'Why not.'));
      const outcome = await commandspan(['page', 'TELEMETRY.md', '--check'], await acmeManifest());
      expect(outcome).to.include({ exitCode: 1, stdout: '' });
      expect(outcome.stderr).to.match(
        /^TELEMETRY\.md:\d+: out of date\n.*Why not\..*\n.*Which AI agents run it\./,
      );
      expect(await commandspan(['page', 'TELEMETRY.md'], await acmeManifest())).to.include({ exitCode: 0 });
      expect(readFileSync(changed, 'utf8')).to.equal(readFileSync(PAGE, 'utf8'));
    });

    it('fails with 1 when the tool printed nothing, and with 2 when it is called wrongly', async () => {
      expect(await commandspan(['page', 'T.md'], '')).to.include({ exitCode: 1, stdout: '' });
      expect(await commandspan(['page'], '{}')).to.include({ exitCode: 2, stdout: '' });
      expect(readdirSync(home.path)).to.deep.equal([]);
    });

    it('writes a registry and a redaction list of the same attributes, and finds both current', async () => {
      const json = await acmeManifest();
      expect(await commandspan(['registry', 'model/acme'], json)).to.include({ exitCode: 0, stderr: '' });
      expect(await commandspan(['registry', 'model/acme', '--check'], json)).to.include({ exitCode: 0 });
      expect(await commandspan(['redaction', 'redaction.yaml'], json)).to.include({
        exitCode: 0,
        stderr: '',
      });
      expect(await commandspan(['redaction', 'redaction.yaml', '--check'], json)).to.include({ exitCode: 0 });
      const { stdout } = await commandspan(['redaction'], json);
      expect(stdout).to.equal(readFileSync(join(home.path, 'redaction.yaml'), 'utf8'));
      const list = parse(stdout) as { processors: { redaction: { allowed_keys: string[] } } };
      expect(list.processors.redaction.allowed_keys).to.deep.equal(
        (JSON.parse(json) as Manifest).attributes.map(({ key }) => key),
      );
    });
  });
});
