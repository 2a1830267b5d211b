import { expect } from 'chai';
import { detectBuildSandbox, SANDBOX_VARIABLES } from '../../../src/resource/sandbox.ts';
import type { Env } from '../../../src/resource/signs.ts';
import { unneededVariables } from '../support/signs.ts';

const BUILDS: readonly (readonly [string, Env])[] = [
  ['a reproducible build', { SOURCE_DATE_EPOCH: '1767225600' }],
  ['a reproducible build dated 1970', { SOURCE_DATE_EPOCH: '0' }],
  ['a build of Nix', { NIX_BUILD_TOP: '/build', NIX_STORE: '/nix/store' }],
  ['a build of Homebrew', { HOMEBREW_FORMULA_PREFIX: '/opt/homebrew/Cellar/acme/1.0' }],
  ['a test of Homebrew', { HOMEBREW_CCCFG: 'Ob' }],
  ['dpkg-buildpackage', { DEB_BUILD_ARCH: 'amd64' }],
  ['debhelper', { DH_INTERNAL_OPTIONS: '-O--buildsystem=nodejs' }],
  ['a build script of RPM', { RPM_BUILD_ROOT: '/root/rpmbuild/BUILDROOT' }],
  ['a scriptlet of RPM', { RPM_PACKAGE_NAME: 'acme' }],
  ['Portage', { PORTAGE_BUILDDIR: '/var/tmp/portage/acme' }],
  ['a phase of an ebuild', { EBUILD_PHASE: 'compile' }],
  ['conda-build', { CONDA_BUILD: '1' }],
  ['flatpak-builder', { FLATPAK_BUILDER_BUILDDIR: '/run/build/acme' }],
  ['Snapcraft', { CRAFT_PART_NAME: 'acme' }],
  ['Spack', { SPACK_SHORT_SPEC: 'acme@1.0' }],
  ['a test of Bazel', { BAZEL_TEST: '1' }],
];

const NO_BUILDS: readonly (readonly [string, Env])[] = [
  ['an empty environment', {}],
  ['an empty SOURCE_DATE_EPOCH', { SOURCE_DATE_EPOCH: '' }],
  [
    'what `brew shellenv` exports',
    { HOMEBREW_PREFIX: '/opt/homebrew', HOMEBREW_CELLAR: '/opt/homebrew/Cellar' },
  ],
  ['a profile of Nix', { NIX_PROFILES: '/nix/var/nix/profiles/default', NIX_PATH: 'nixpkgs=x' }],
  ['an activated conda environment', { CONDA_PREFIX: '/opt/conda', CONDA_DEFAULT_ENV: 'base' }],
  ['a packager’s own settings', { DEB_BUILD_OPTIONS: 'nocheck', DEBEMAIL: 'alice@corp' }],
];

describe('detectBuildSandbox', () => {
  for (const [title, env] of BUILDS) {
    it(`recognises ${title}`, () => {
      expect(detectBuildSandbox(env)).to.equal(true);
    });
  }

  it('has a case for every variable of its list', () => {
    const environments = BUILDS.map(([, env]) => env);
    expect(unneededVariables(SANDBOX_VARIABLES, environments)).to.deep.equal([]);
  });

  for (const [title, env] of NO_BUILDS) {
    it(`does not take ${title} for a build`, () => {
      expect(detectBuildSandbox(env)).to.equal(false);
    });
  }
});
