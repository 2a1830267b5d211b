import { chmodSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { runGit, whyNoGit } from '../support/git.ts';
import {
  installInProject,
  makeProject,
  packedTarballs,
  runTool,
  toolEnv,
  toolFile,
  toolPath,
} from '../support/packed.ts';
import { startProgram, YES } from '../support/run-host.ts';
import { skipUnless } from '../support/skip.ts';
import { useHomeAndCollector, type HomeAndCollector } from '../support/use-home-and-collector.ts';
import { expectArrived, expectSilenced, expectWholeLife, type Installed } from '../support/whole-life.ts';

const PNPM = toolFile('pnpm/bin/pnpm.cjs');
const YARN = toolFile('@yarnpkg/cli-dist/bin/yarn.js');

/** What is printed around a script is not the tool's. */
const SILENT = { npm_config_loglevel: 'silent' };

describe('a tool that is installed', function () {
  this.timeout(60_000);
  let surroundings: HomeAndCollector;
  useHomeAndCollector((fresh) => (surroundings = fresh));

  const withPath = (...folders: readonly string[]): Record<string, string> => ({
    PATH: [...folders, toolPath()].join(':'),
  });
  /** A package manager that runs the tool has its cache and its settings outside of the user's home. */
  const managed = (folder: string): Record<string, string> => {
    const { HOME: _, ...env } = toolEnv(folder);
    return { ...env, ...SILENT };
  };

  const ways: readonly (readonly [string, () => Installed])[] = [
    [
      'by npm in a project, and called by its bin link',
      () => {
        const project = installInProject([packedTarballs().acme]);
        return { command: [join(project, 'node_modules/.bin/acme')], env: withPath() };
      },
    ],
    [
      'by npm in a project, as a CommonJS program',
      () => {
        const project = installInProject([packedTarballs().acme]);
        return { command: [join(project, 'node_modules/.bin/acme-cjs')], env: withPath() };
      },
    ],
    [
      'by npm globally, and found on PATH',
      () => ({ command: ['/usr/bin/env', 'acme'], env: withPath(join(installGlobally(), 'bin')) }),
    ],
    [
      'by npm globally, and found on PATH through a link of somebody’s own',
      () => {
        const prefix = installGlobally();
        mkdirSync(join(prefix, 'linked'));
        symlinkSync(join(prefix, 'bin/acme'), join(prefix, 'linked/my-acme'));
        return { command: ['/usr/bin/env', 'my-acme'], env: withPath(join(prefix, 'linked')) };
      },
    ],
    [
      'by pnpm, which links strictly',
      () => {
        const project = projectOf('acme');
        runTool([process.execPath, PNPM, 'install'], project);
        expect(
          readdirSync(join(project, 'node_modules')).filter((name) => !name.startsWith('.')),
        ).to.deep.equal(['acme']);
        return { command: [join(project, 'node_modules/.bin/acme')], env: withPath() };
      },
    ],
  ];

  for (const [how, install] of ways) {
    it(`records, sends and is silenced: ${how}`, async () => {
      const [{ resource } = { resource: {} }] = await expectWholeLife(surroundings, install());
      expect(resource).to.include({ 'service.name': 'acme', 'service.version': '1.4.2' });
      expect(resource).to.not.have.property('cli.package_manager');
    });
  }

  const managers: readonly (readonly [string, string, () => Installed])[] = [
    [
      'by npx, for this one run',
      'npm',
      () => {
        const cwd = makeProject();
        const from = `--package=${packedTarballs().acme}`;
        return { command: ['npx', '--yes', from, '--', 'acme'], cwd, env: managed(cwd) };
      },
    ],
    [
      'by a script of npm’s',
      'npm',
      () => {
        const cwd = installInProject([packedTarballs().acme], {
          'package.json': '{ "private": true, "scripts": { "acme": "acme" } }',
        });
        return { command: ['npm', 'run', 'acme', '--'], cwd, env: managed(cwd) };
      },
    ],
    [
      'by Yarn Plug’n’Play, out of a zip file',
      'yarn',
      () => {
        const cwd = projectOf('acme', { 'yarn.lock': '', '.yarnrc.yml': 'nodeLinker: pnp\n' });
        runTool([process.execPath, YARN, 'install'], cwd);
        expect(existsSync(join(cwd, 'node_modules'))).to.equal(false);
        return { command: [process.execPath, YARN, 'run', 'acme'], cwd, env: managed(cwd) };
      },
    ],
  ];

  for (const [how, manager, install] of managers) {
    it(`records, sends and is silenced: ${how}`, async () => {
      const spans = await expectWholeLife(surroundings, install());
      expect(spans.map(({ resource }) => resource['cli.package_manager'])).to.deep.equal([manager, manager]);
    });
  }

  it('records, sends and is silenced: by a hook of Git’s, in the middle of a commit', async function () {
    skipUnless(this, whyNoGit());
    const { home } = surroundings;
    const project = installInProject([packedTarballs().acme], { '.gitignore': 'node_modules\n.tool\n' });
    const tool = join(project, 'node_modules/.bin/acme');
    runGit(project, 'init');
    runGit(project, 'remote', 'add', 'origin', 'https://git.example/acme/engine.git');
    runGit(project, 'add', '.');
    const hook = join(project, '.git/hooks/pre-commit');
    writeFileSync(hook, `#!/bin/sh\nexec "${tool}" deploy\n`);
    chmodSync(hook, 0o755);
    const commit = await startProgram(
      home,
      ['git', '-c', 'user.name=Ada', '-c', 'user.email=ada@acme.example', 'commit', '--quiet', '-m', 'first'],
      { cwd: project, env: { ...YES, ...withPath() }, endpoint: surroundings.collector.url },
    ).result;
    expect(commit).to.deep.include({ exitCode: 0, stdout: '', stderr: 'deployed\n' });
    expect(runGit(project, 'log', '--format=%s').stdout).to.equal('first\n');
    await expectArrived(surroundings, 1);
    const [span] = surroundings.collector.spans;
    expect(span?.attributes).to.include({ 'cli.command': 'deploy', 'cli.outcome': 'success' });
    expect(span?.attributes['acme.project']).to.match(/^[0-9a-f]+$/);
    await expectSilenced(surroundings, { command: [tool], env: withPath() });
  });
});

/** A project that depends on the tool, by file. */
function projectOf(name: 'acme', files?: Readonly<Record<string, string>>): string {
  const dependencies = { [name]: `file:${packedTarballs()[name]}` };
  return makeProject({ 'package.json': JSON.stringify({ private: true, dependencies }), ...files });
}

function installGlobally(): string {
  // What a URL would write otherwise.
  const prefix = join(makeProject(), 'my prefix, 100% für #1');
  mkdirSync(prefix);
  runTool(['npm', 'install', '--global', '--prefix', prefix, packedTarballs().acme], prefix);
  return prefix;
}
