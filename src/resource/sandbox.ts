import { isAnyOn, variableNames } from './signs.ts';
import type { Env } from './signs.ts';

/**
 * Detects the sandbox of a package build. A build must come out the same anywhere, so nothing is recorded there.
 * A development shell of Nix (`nix develop`) sets the same variables and counts too: silence is the safe side.
 *
 * @param env - the variables to look at
 * @param names - the names of those that are set, if they have been listed already
 */
export function detectBuildSandbox(env: Env, names: ReadonlySet<string> = variableNames(env)): boolean {
  // 1970-01-01 is a date like any other: SOURCE_DATE_EPOCH=0 is not a no.
  if (names.has('SOURCE_DATE_EPOCH') && env['SOURCE_DATE_EPOCH']) return true;
  return isAnyOn(env, names, SANDBOX_VARIABLES);
}

/** Set by the build system itself, never by people. SOURCE_DATE_EPOCH covers makepkg, abuild, xbps-src and Yocto. */
export const SANDBOX_VARIABLES: readonly string[] = [
  'NIX_BUILD_TOP', // Nix and Guix
  'HOMEBREW_FORMULA_PREFIX',
  'HOMEBREW_CCCFG', // Homebrew's tests, where the one above is not set
  'DEB_BUILD_ARCH', // dpkg-buildpackage
  'DH_INTERNAL_OPTIONS', // debhelper
  'RPM_BUILD_ROOT',
  'RPM_PACKAGE_NAME',
  'PORTAGE_BUILDDIR',
  'EBUILD_PHASE',
  'CONDA_BUILD', // conda-build and rattler-build
  'FLATPAK_BUILDER_BUILDDIR',
  'CRAFT_PART_NAME', // snapcraft, charmcraft, rockcraft
  'SPACK_SHORT_SPEC',
  'BAZEL_TEST',
];
