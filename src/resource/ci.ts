import { firstSign, isAnyOn, isOn, variableNames } from './signs.ts';
import type { Env, Sign } from './signs.ts';
import type { CiVendor } from './values.ts';

/** Says whether a command runs in CI, and whose. */
export interface Ci {
  readonly isCi: boolean;
  /** Holds the vendor whose own variable is set; undefined where only a generic one such as `CI` says so. */
  readonly vendor: CiVendor | undefined;
}

/**
 * Detects continuous integration. `CI=false` (or `0`, `no`, `off`) is the user's word and beats every vendor.
 *
 * @param env - the variables to look at
 * @param names - the names of those that are set, if they have been listed already
 */
export function detectCi(env: Env, names: ReadonlySet<string> = variableNames(env)): Ci {
  // Not by the list of names: what a person types as `ci` on Windows is read as CI, but listed as it was typed.
  const said = env['CI']?.trim() ?? '';
  if (said !== '' && !isOn(said)) return { isCi: false, vendor: undefined };
  const vendor = firstSign(env, names, VENDOR_SIGNS);
  const isCi = vendor !== undefined || isOn(said) || isAnyOn(env, names, GENERIC_VARIABLES);
  return { isCi, vendor };
}

/**
 * A vendor decides whether a run may be recorded without a notice (`ci: 'record'`), so a row must not hold in a
 * person's shell: a variable that people set too (`JENKINS_URL` for its command line, `VERCEL` from
 * `vercel env pull`) counts only beside a second one. Whoever imitates another vendor comes before it.
 */
export const VENDOR_SIGNS: readonly Sign<CiVendor>[] = [
  ['forgejo_actions', 'FORGEJO_ACTIONS'], // sets GITEA_ACTIONS too
  ['gitea_actions', 'GITEA_ACTIONS'], // sets GITHUB_ACTIONS too
  ['github_actions', 'GITHUB_ACTIONS'],
  ['gitlab', 'GITLAB_CI'],
  ['circleci', 'CIRCLECI'],
  ['jenkins', 'JENKINS_URL', '*', 'BUILD_ID'],
  ['jenkins', 'BUILD_TAG', 'jenkins-*'], // JENKINS_URL is absent until an administrator sets it
  ['azure_pipelines', 'TF_BUILD'],
  ['travis', 'TRAVIS'],
  ['bitbucket', 'BITBUCKET_BUILD_NUMBER'],
  ['bitbucket', 'BITBUCKET_COMMIT'],
  ['aws_amplify', 'AWS_APP_ID', '*', 'AWS_JOB_ID'],
  ['aws_codebuild', 'CODEBUILD_BUILD_ARN'],
  ['aws_codebuild', 'CODEBUILD_BUILD_ID'],
  ['buildkite', 'BUILDKITE'],
  ['teamcity', 'TEAMCITY_VERSION'],
  ['appveyor', 'APPVEYOR'],
  ['vercel', 'NOW_BUILDER'],
  ['vercel', 'VERCEL', '*', 'CI'], // VERCEL alone is set at run time too
  ['netlify', 'NETLIFY', '*', 'CI'], // NETLIFY alone is `netlify build` on a person's machine
  ['cloudflare_pages', 'CF_PAGES'],
  ['cloudflare_workers', 'WORKERS_CI'],
  ['google_cloud_build', 'BUILDER_OUTPUT'],
  ['woodpecker', 'CI', 'woodpecker'], // a fork of Drone, which once set DRONE
  ['woodpecker', 'CI_SYSTEM_NAME', 'woodpecker'],
  ['harness', 'HARNESS_BUILD_ID'], // built on Drone
  ['drone', 'DRONE'],
  ['semaphore', 'SEMAPHORE'],
  ['bamboo', 'bamboo_planKey'],
  ['codefresh', 'CF_BUILD_ID'],
  ['heroku', 'HEROKU_TEST_RUN_ID'],
  ['buddy', 'BUDDY_WORKSPACE_ID'],
  ['cirrus', 'CIRRUS_CI'],
  ['render', 'RENDER'],
  ['bitrise', 'BITRISE_IO'],
  ['codemagic', 'CM_BUILD_ID'],
  ['expo', 'EAS_BUILD'],
  ['appcircle', 'AC_APPCIRCLE'],
  ['appcenter', 'APPCENTER_BUILD_ID'],
  ['xcode_cloud', 'CI_XCODE_PROJECT'],
  ['xcode_server', 'XCS'],
  ['capawesome', 'CAPAWESOME_CLOUD'],
  ['codeship', 'CI_NAME', 'codeship'],
  ['sourcehut', 'CI_NAME', 'sourcehut'],
  ['gocd', 'GO_PIPELINE_LABEL'],
  ['prow', 'PROW_JOB_ID'],
  ['taskcluster', 'TASKCLUSTER_ROOT_URL', '*', 'TASK_ID'],
  ['vela', 'VELA'],
  ['screwdriver', 'SCREWDRIVER'],
  ['rwx', 'RWX'],
  ['earthly', 'EARTHLY_CI'],
  ['agola', 'AGOLA_GIT_REF'],
  ['releasehub', 'RELEASE_BUILD_ID'],
  ['edgeone_pages', 'EO_PAGES_CI'],
];

/** Set by several vendors, or by people too: like CI itself, enough to stay silent, not enough to name a vendor. */
export const GENERIC_VARIABLES: readonly string[] = [
  'CONTINUOUS_INTEGRATION',
  'BUILD_NUMBER',
  'BUILD_ID',
  'RUN_ID',
  'CI_NAME',
  'CI_APP_ID',
  'CI_BUILD_ID',
  'CI_BUILD_NUMBER',
  'GERRIT_PROJECT',
  'JENKINS_URL',
  'VERCEL',
  'NETLIFY',
];
