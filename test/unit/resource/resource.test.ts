import { spawnSync } from 'node:child_process';
import { expect } from 'chai';
import type { ProcessInfo } from '../../../src/resource/machine.ts';
import { describeResource } from '../../../src/resource/resource.ts';
import type { ResourceOptions } from '../../../src/resource/resource.ts';

const MODULE = new URL('../../../src/resource/resource.ts', import.meta.url).href;

const LINUX: ProcessInfo = {
  platform: 'linux',
  arch: 'x64',
  versions: { node: '24.21.0' },
  osRelease: '6.1.0-18-amd64',
  cpus: 24,
  interactive: true,
};

/** A host at version 1.2.0-beta.3 on Linux; in CI, so that no file is looked for. */
function options(more: Partial<ResourceOptions> = {}): ResourceOptions {
  return {
    env: { CI: 'true', GITHUB_ACTIONS: 'true' },
    service: { name: 'acme', version: '1.2.0-beta.3' },
    distro: { name: 'commandspan', version: '0.1.0' },
    sdkVersion: '3.1.1',
    processInfo: LINUX,
    ...more,
  };
}

describe('describeResource', () => {
  it('holds exactly the attributes of the design', () => {
    const env = {
      GITHUB_ACTIONS: 'true',
      CLAUDECODE: '1',
      TERM_PROGRAM: 'vscode',
      npm_config_user_agent: 'pnpm/10.1.0 npm/? node/v24.21.0 linux x64',
    };
    const installId = 'b2c1d7de-7e43-4a8c-9c6a-2b8a7c0f5e11';
    expect(describeResource(options({ env, installId }))).to.deep.equal({
      'service.name': 'acme',
      'service.version': '1.2.0-beta.3',
      'telemetry.sdk.language': 'nodejs',
      'telemetry.sdk.name': 'opentelemetry',
      'telemetry.sdk.version': '3.1.1',
      'telemetry.distro.name': 'commandspan',
      'telemetry.distro.version': '0.1.0',
      'app.installation.id': installId,
      'os.type': 'linux',
      'os.version': '6.1',
      'host.arch': 'amd64',
      'process.runtime.name': 'nodejs',
      'process.runtime.version': '24.21.0',
      'process.interactive': true,
      'cli.cpus': 16,
      'cli.environment': 'ci',
      'cli.ci': 'github_actions',
      'cli.agent': 'claude_code',
      'cli.ide': 'vscode',
      'cli.package_manager': 'pnpm',
    });
  });

  it('leaves out what is unknown', () => {
    const processInfo = { ...LINUX, platform: 'haiku', arch: 'mips', osRelease: 'x', versions: {}, cpus: 4 };
    const service = { name: 'acme', version: 'workspace' };
    const installId = '';
    const env = { TERM_PROGRAM: 'zed' };
    expect(describeResource(options({ processInfo, service, env, installId }))).to.deep.equal({
      'service.name': 'acme',
      'telemetry.sdk.language': 'nodejs',
      'telemetry.sdk.name': 'opentelemetry',
      'telemetry.sdk.version': '3.1.1',
      'telemetry.distro.name': 'commandspan',
      'telemetry.distro.version': '0.1.0',
      'process.runtime.name': 'nodejs',
      'process.interactive': true,
      'cli.cpus': 4,
      'cli.environment': 'ide',
      'cli.ide': 'zed',
    });
  });

  it('calls a CI without a vendor other', () => {
    expect(describeResource(options({ env: { CI: 'true' } }))).to.include({
      'cli.environment': 'ci',
      'cli.ci': 'other',
    });
  });

  it('keeps nothing of a version but numbers and channel', () => {
    const service = { name: 'acme', version: '1.2.0-alice.smith+contoso' };
    expect(describeResource(options({ service }))['service.version']).to.equal('1.2.0');
  });

  it('gives the version of the runtime that it names', () => {
    const processInfo = { ...LINUX, versions: { node: '24.3.0', bun: '1.3.0' } };
    expect(describeResource(options({ processInfo }))).to.include({
      'process.runtime.name': 'bun',
      'process.runtime.version': '1.3.0',
    });
  });

  const KINDS = [
    ['agent', { AI_AGENT: 'alice@corp/secret', TERM_PROGRAM: 'vscode' }],
    ['ide', { TERM_PROGRAM: 'vscode', KUBERNETES_SERVICE_HOST: '10.0.0.1' }],
    ['container', { KUBERNETES_SERVICE_HOST: '10.0.0.1' }],
    ['terminal', { WSL_DISTRO_NAME: 'Ubuntu' }], // so that a test in a container passes too
  ] as const;
  for (const [kind, env] of KINDS) {
    it(`calls ${JSON.stringify(env)} at a terminal ${kind}`, () => {
      expect(describeResource(options({ env }))['cli.environment']).to.equal(kind);
    });
  }

  it('loads no module of Node but os', () => {
    const code = `import { describeResource } from '${MODULE}';
      const before = new Set(process.moduleLoadList);
      const resource = describeResource({ env: process.env, sdkVersion: '3.1.1',
        service: { name: 'acme', version: '1.0.0' }, distro: { name: 'commandspan', version: '0.1.0' } });
      const loaded = process.moduleLoadList.filter((name) => !before.has(name) && name.startsWith('NativeModule'));
      process.stdout.write(JSON.stringify([resource['service.name'], loaded]));`;
    const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
      stdio: ['ignore', 'pipe', 'inherit'],
      encoding: 'utf8',
    });
    expect(JSON.parse(stdout)).to.deep.equal(['acme', ['NativeModule os']]);
  });
});
