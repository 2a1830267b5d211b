import { expect } from 'chai';
import { detectContainer, PLATFORM_VARIABLES } from '../../../src/resource/container.ts';
import type { Env } from '../../../src/resource/signs.ts';
import { unneededVariables } from '../support/signs.ts';

const CASES: readonly (readonly [string, Env, string, boolean])[] = [
  ['sees the file that Docker writes', {}, '/.dockerenv', true],
  ['sees the file that Podman writes', {}, '/run/.containerenv', true],
  ['hears Podman and systemd-nspawn', { container: 'oci' }, '', true],
  ['hears Kubernetes', { KUBERNETES_SERVICE_HOST: '10.0.0.1' }, '', true],
  ['hears Amazon ECS', { ECS_CONTAINER_METADATA_URI_V4: 'http://169.254.170.2/v4/x' }, '', true],
  ['hears a service of Cloud Run', { K_SERVICE: 'acme' }, '', true],
  ['hears a job of Cloud Run', { CLOUD_RUN_JOB: 'acme' }, '', true],
  ['hears Azure Container Apps', { CONTAINER_APP_REPLICA_NAME: 'acme--1-x' }, '', true],
  ['hears a dev container', { REMOTE_CONTAINERS: 'true', WSL_DISTRO_NAME: 'Ubuntu' }, '', true],
  ['does not hear who deploys to Azure', { CONTAINER_APP_NAME: 'acme' }, '', false],
  ['sees none on a bare machine', {}, '', false],
  ['takes an empty variable for none', { container: '', KUBERNETES_SERVICE_HOST: '' }, '', false],
  ['does not take WSL for one', { WSL_DISTRO_NAME: 'Ubuntu' }, '', false],
  ['does not take WSL for one where systemd does', { container: 'wsl' }, '', false],
  ['does not take WSL made from an image for one', { WSL_DISTRO_NAME: 'acme' }, '/.dockerenv', false],
];

describe('detectContainer', () => {
  for (const [title, env, file, expected] of CASES) {
    it(title, () => {
      expect(detectContainer(env, (path) => path === file)).to.equal(expected);
    });
  }

  it('has a case for every variable of its list', () => {
    const environments = CASES.map(([, env]) => env);
    expect(unneededVariables(PLATFORM_VARIABLES, environments)).to.deep.equal([]);
  });

  it('does not touch the disk where a variable says it all', () => {
    const asked: string[] = [];
    detectContainer({ KUBERNETES_SERVICE_HOST: '10.0.0.1' }, (path) => asked.push(path) > 0);
    expect(asked).to.deep.equal([]);
  });
});
