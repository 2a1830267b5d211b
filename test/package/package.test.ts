import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { installInProject, packedTarballs, ROOT } from '../support/packed.ts';
import { sendersOf } from '../support/senders.ts';
import { waitFor } from '../support/wait-for.ts';

/** Bytes that an entry may have; each stands for time in every command of every host. */
const MAX_BYTES: Readonly<Record<string, number>> = {
  'index.js': 24_000,
  'cac.js': 5300,
  'citty.js': 9500,
  'clipanion.js': 6500,
  'commander.js': 6000,
  'oclif.js': 8000,
  'project.js': 4000,
  'sdk.js': 11_000,
  'testing.js': 16_000,
  'tracing.js': 13_000,
  'yargs.js': 7200,
  'recorder.cjs': 90_000,
};
const MAX_UNPACKED_BYTES = 400_000;

describe('the packed package', () => {
  let folder = '';
  let installed = '';

  before(function () {
    this.timeout(120_000);
    folder = installInProject([packedTarballs().commandspan]);
    installed = path.join(folder, 'node_modules', 'commandspan');
  });

  it('brings no other package along', () => {
    const packages = readdirSync(path.join(folder, 'node_modules')).filter((name) => !name.startsWith('.'));
    expect(packages).to.deep.equal(['commandspan']);
  });

  it('is small', () => {
    expect(folderBytes(installed)).to.be.below(MAX_UNPACKED_BYTES);
  });

  for (const [entry, max] of Object.entries(MAX_BYTES)) {
    it(`keeps ${entry} below ${max} bytes`, () => {
      expect(statSync(path.join(installed, 'dist', entry)).size).to.be.below(max);
    });
  }

  it('ships the licence of everything that is bundled', () => {
    const licenses = readFileSync(path.join(installed, 'dist', 'THIRD-PARTY-LICENSES.txt'), 'utf8');
    for (const name of [
      '@opentelemetry/api',
      '@opentelemetry/sdk-trace',
      '@opentelemetry/resources',
      'pbf',
    ]) {
      expect(licenses).to.match(new RegExp(`^${name} \\d`, 'm'));
    }
    // Packages under our own terms share our file.
    expect(licenses).to.include('the file LICENSE of this package').and.to.include('Redistribution and use');
    expect(readFileSync(path.join(installed, 'LICENSE'), 'utf8')).to.match(/Apache License\s+Version 2\.0/);
  });

  for (const [kind, file, source] of [
    ['an ES module', 'host.mjs', "import { registerTelemetry } from 'commandspan';"],
    ['a CommonJS module', 'host.cjs', "const { registerTelemetry } = require('commandspan');"],
  ] as const) {
    it(`records a command of ${kind}`, async () => {
      const home = path.join(folder, `home-${file}`);
      mkdirSync(home);
      writeFileSync(
        path.join(folder, file),
        `${source}
        registerTelemetry({ name: 'acme', version: '1.0.0', endpoint: 'http://127.0.0.1:9', commands: ['deploy'] })
          .command('deploy');
        console.log('deployed');`,
      );
      const stdout = run([process.execPath, file], folder, { HOME: home, ACME_TELEMETRY: '1' });
      expect(stdout).to.equal('deployed\n');
      await waitFor(() => sendersOf(home).length === 0, 'the sender to end');
      expect(readRecords(home)).to.include('"acme deploy"');
    });
  }

  it('answers for consent, for hosts with a NodeSDK of their own', () => {
    writeFileSync(
      path.join(folder, 'sampler.mjs'),
      `import { ConsentSampler, readConsent } from 'commandspan';
      const isGranted = () => readConsent({ name: 'acme' }).granted;
      console.log(isGranted(), new ConsentSampler(isGranted).shouldSample().decision);`,
    );
    const ask = (value: string): string =>
      run([process.execPath, 'sampler.mjs'], folder, { HOME: folder, ACME_TELEMETRY: value });
    expect([ask('1'), ask('0')]).to.deep.equal(['true 2\n', 'false 0\n']);
  });

  it('names the project, for hosts that hash it', () => {
    const program = path.join(folder, 'project.cjs');
    writeFileSync(
      program,
      `const { gitRemote, packageName } = require('commandspan/project');
      console.log(gitRemote(), packageName());`,
    );
    const project = path.join(folder, 'engine');
    mkdirSync(path.join(project, '.git'), { recursive: true });
    writeFileSync(path.join(project, 'package.json'), '{ "name": "engine" }');
    writeFileSync(path.join(project, '.git/HEAD'), 'ref: refs/heads/main\n');
    writeFileSync(
      path.join(project, '.git/config'),
      '[remote "origin"]\nurl = git@git.example:acme/engine.git\n',
    );
    expect(run([process.execPath, program], project)).to.equal('git.example/acme/engine engine\n');
  });

  it('filters the spans of hosts with a NodeSDK of their own, without any package of OpenTelemetry', () => {
    writeFileSync(
      path.join(folder, 'processor.mjs'),
      `import { CatalogSpanProcessor, ConsentSampler } from 'commandspan/sdk';
      const next = { onStart() {}, onEnd: (span) => console.log(span.name), async forceFlush() {}, async shutdown() {} };
      const processor = new CatalogSpanProcessor(next, { name: 'acme', commands: ['deploy'] });
      processor.onEnd({
        name: 'secret',
        attributes: { 'cli.command': 'deploy' },
        spanContext: () => ({ traceId: 'c'.repeat(32), spanId: 'a'.repeat(16), traceFlags: 1 }),
        startTime: [1, 0], endTime: [2, 0], duration: [1, 0], status: { code: 0 }, events: [], links: [],
        resource: { attributes: {} },
      });
      console.log(new ConsentSampler(() => false).shouldSample().decision);`,
    );
    expect(run([process.execPath, 'processor.mjs'], folder)).to.equal('acme deploy\n0\n');
  });

  it('has a command that says its version', () => {
    const { version } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
      version: string;
    };
    const bin = path.join(folder, 'node_modules', '.bin', 'commandspan');
    expect(run([process.execPath, bin, '--version'], folder).trim()).to.include(version);
  });
});

function run(
  [file, ...args]: readonly [string, ...string[]],
  cwd: string,
  env: NodeJS.ProcessEnv = process.env,
): string {
  return execFileSync(file, args, { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

function folderBytes(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(path.join(entry.parentPath, entry.name)).size, 0);
}

/** The records of all commands so far, wherever the sender that the command started has moved them. */
function readRecords(home: string): string {
  const spools = path.join(home, '.local', 'state', 'acme', 'telemetry', 'spool');
  return readdirSync(spools, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.jsonl'))
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'utf8'))
    .join('');
}
