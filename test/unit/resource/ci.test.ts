import { expect } from 'chai';
import vendors from 'ci-info/vendors.json' with { type: 'json' };
import { detectCi, GENERIC_VARIABLES, VENDOR_SIGNS } from '../../../src/resource/ci.ts';
import type { Env } from '../../../src/resource/signs.ts';
import { CI_VENDORS } from '../../../src/resource/values.ts';
import type { CiVendor } from '../../../src/resource/values.ts';
import { unneededRows, unneededVariables } from '../support/signs.ts';

const TYPICAL: readonly (readonly [CiVendor, Env])[] = [
  ['agola', { AGOLA_GIT_REF: 'refs/heads/main' }],
  ['appcenter', { APPCENTER_BUILD_ID: '17' }],
  ['appcircle', { AC_APPCIRCLE: 'true' }],
  ['appveyor', { CI: 'True', APPVEYOR: 'True', APPVEYOR_BUILD_NUMBER: '8' }],
  ['aws_amplify', { AWS_APP_ID: 'd2abc', AWS_JOB_ID: '0000000004', CODEBUILD_BUILD_ID: 'amplify:1' }],
  ['aws_codebuild', { CODEBUILD_BUILD_ARN: 'arn:aws:codebuild:eu-west-1:1:build/x' }],
  ['aws_codebuild', { CODEBUILD_BUILD_ID: 'acme:1', CODEBUILD_CI: 'true' }],
  ['azure_pipelines', { TF_BUILD: 'True', BUILD_BUILDID: '55', AGENT_OS: 'Linux' }],
  ['bamboo', { bamboo_planKey: 'ACME-MAIN', bamboo_buildNumber: '4' }],
  ['bitbucket', { CI: 'true', BITBUCKET_BUILD_NUMBER: '12', BITBUCKET_COMMIT: 'abc' }],
  ['bitbucket', { CI: 'true', BITBUCKET_COMMIT: 'abc' }],
  ['bitbucket', { CI: 'true', BITBUCKET_BUILD_NUMBER: '12' }],
  ['bitrise', { CI: 'true', BITRISE_IO: 'true' }],
  ['buddy', { CI: 'true', BUDDY: 'true', BUDDY_WORKSPACE_ID: '9' }],
  ['buildkite', { CI: 'true', BUILDKITE: 'true' }],
  ['capawesome', { CI: 'true', CAPAWESOME_CLOUD: 'true' }],
  ['circleci', { CI: 'true', CIRCLECI: 'true', CIRCLE_BRANCH: 'main' }],
  ['cirrus', { CI: 'true', CIRRUS_CI: 'true' }],
  ['cloudflare_pages', { CI: '1', CF_PAGES: '1' }],
  ['cloudflare_workers', { CI: 'true', WORKERS_CI: '1' }],
  ['codefresh', { CF_BUILD_ID: '5f0' }],
  ['codemagic', { CI: 'true', CM_BUILD_ID: '61e' }],
  ['codeship', { CI: 'true', CI_NAME: 'codeship' }],
  ['drone', { CI: 'true', DRONE: 'true', DRONE_BUILD_EVENT: 'push' }],
  ['earthly', { EARTHLY_CI: 'true' }],
  ['edgeone_pages', { EO_PAGES_CI: '1' }],
  ['expo', { CI: '1', EAS_BUILD: 'true' }],
  ['forgejo_actions', { CI: 'true', FORGEJO_ACTIONS: 'true', GITEA_ACTIONS: 'true', GITHUB_ACTIONS: 'true' }],
  ['gitea_actions', { CI: 'true', GITEA_ACTIONS: 'true', GITHUB_ACTIONS: 'true' }],
  ['github_actions', { CI: 'true', GITHUB_ACTIONS: 'true', GITHUB_REPOSITORY: 'alice/secret' }],
  ['gitlab', { CI: 'true', GITLAB_CI: 'true', CI_JOB_ID: '7' }],
  ['gocd', { GO_PIPELINE_LABEL: '23' }],
  ['google_cloud_build', { BUILDER_OUTPUT: '/builder/outputs' }],
  ['harness', { CI: 'true', HARNESS_BUILD_ID: '3', DRONE: 'true' }],
  ['heroku', { CI: 'true', HEROKU_TEST_RUN_ID: '5c4' }],
  ['jenkins', { JENKINS_URL: 'https://ci.acme.example', BUILD_ID: '8', BUILD_NUMBER: '8' }],
  ['jenkins', { BUILD_TAG: 'jenkins-acme-8', BUILD_ID: '8' }],
  ['netlify', { CI: 'true', NETLIFY: 'true' }],
  ['prow', { CI: 'true', PROW_JOB_ID: '1f2' }],
  ['releasehub', { RELEASE_BUILD_ID: '4' }],
  ['render', { RENDER: 'true', IS_PULL_REQUEST: 'false' }],
  ['rwx', { CI: 'true', RWX: 'true' }],
  ['screwdriver', { CI: 'true', SCREWDRIVER: 'true' }],
  ['semaphore', { CI: 'true', SEMAPHORE: 'true' }],
  ['sourcehut', { CI_NAME: 'sourcehut', JOB_ID: '6' }],
  ['taskcluster', { TASKCLUSTER_ROOT_URL: 'https://tc.example', TASK_ID: 'x1', RUN_ID: '0' }],
  ['teamcity', { TEAMCITY_VERSION: '2026.1', BUILD_NUMBER: '5' }],
  ['travis', { CI: 'true', TRAVIS: 'true', CONTINUOUS_INTEGRATION: 'true' }],
  ['vela', { CI: 'true', VELA: 'true' }],
  ['vercel', { CI: '1', VERCEL: '1', VERCEL_ENV: 'preview' }],
  ['vercel', { NOW_BUILDER: '1' }],
  ['woodpecker', { CI: 'woodpecker', DRONE: 'true' }],
  ['woodpecker', { CI: 'true', CI_SYSTEM_NAME: 'woodpecker' }],
  ['xcode_cloud', { CI: 'TRUE', CI_XCODE_PROJECT: 'Acme.xcodeproj' }],
  ['xcode_server', { XCS: '1' }],
];

const GENERIC: readonly Env[] = [
  { CI: 'true' },
  { CI: '1' },
  { CI: 'my-own-runner' },
  { CONTINUOUS_INTEGRATION: 'true' },
  { BUILD_NUMBER: '55' },
  { BUILD_ID: '55' },
  { RUN_ID: '3' },
  { CI_NAME: 'acme' },
  { CI_APP_ID: '3' },
  { CI_BUILD_ID: '3' },
  { CI_BUILD_NUMBER: '3' },
  { GERRIT_PROJECT: 'acme' },
  { JENKINS_URL: 'https://ci.acme.example' },
  { VERCEL: '1', VERCEL_ENV: 'development' },
  { NETLIFY: 'true', NETLIFY_LOCAL: 'true' },
];

const NOT_CI: readonly Env[] = [
  {},
  { CI: '' },
  { CI: undefined },
  { K_SERVICE: 'acme', K_REVISION: 'acme-1', PORT: '8080' },
  { TASK_ID: 'x1' },
  { GITHUB_TOKEN: 'secret' },
  { GITHUB_ACTIONS: 'false' },
  { TRAVIS: '0' },
  { CI_SYSTEM_NAME: 'acme' },
];

describe('detectCi', () => {
  for (const [vendor, env] of TYPICAL) {
    it(`names ${vendor} by ${Object.keys(env).join(' and ')}`, () => {
      expect(detectCi(env)).to.deep.equal({ isCi: true, vendor });
    });
  }

  it('has a typical environment for every vendor of the list', () => {
    const tested = new Set<string>(TYPICAL.map(([vendor]) => vendor));
    expect(CI_VENDORS.filter((vendor) => !tested.has(vendor))).to.deep.equal(['other']);
  });

  it('has a typical environment for every row of its table', () => {
    expect(unneededRows(VENDOR_SIGNS, TYPICAL)).to.deep.equal([]);
    expect(unneededVariables(GENERIC_VARIABLES, GENERIC)).to.deep.equal([]);
  });

  for (const env of GENERIC) {
    it(`says CI but names no vendor for ${JSON.stringify(env)}`, () => {
      expect(detectCi(env)).to.deep.equal({ isCi: true, vendor: undefined });
    });
  }

  for (const env of NOT_CI) {
    it(`says no CI for ${JSON.stringify(env)}`, () => {
      expect(detectCi(env)).to.deep.equal({ isCi: false, vendor: undefined });
    });
  }

  for (const word of ['false', '0', 'no', 'off', 'FALSE', ' false ']) {
    it(`takes the user's word CI=${word} over a vendor`, () => {
      expect(detectCi({ CI: word, GITHUB_ACTIONS: 'true', BUILD_NUMBER: '1' })).to.deep.equal({
        isCi: false,
        vendor: undefined,
      });
    });
  }

  it('hears a vendor beside an empty CI', () => {
    expect(detectCi({ CI: '', GITLAB_CI: 'true' }).vendor).to.equal('gitlab');
  });
});

/** Gone for years, or no CI by that sign alone: the one that runs there sets `CI` as well. */
const LEFT_OUT = new Set([
  'ALPIC',
  'DSARI',
  'HEROKU',
  'HUDSON',
  'LAYERCI',
  'MAGNUM',
  'NEVERCODE',
  'SAIL',
  'STRIDER',
]);

describe('the CI vendors that ci-info knows', () => {
  for (const { constant, env } of vendors) {
    const isKnown = !LEFT_OUT.has(constant);
    it(`${isKnown ? 'include' : 'leave out'} ${constant}`, () => {
      const signs = typeof env === 'string' ? { [env]: 'x1' } : environmentOf(env);
      expect(detectCi(signs).isCi).to.equal(isKnown);
    });
  }
});

/** Builds the environment of ci-info's other notations: all of a list, one of `any`, or exact values. */
function environmentOf(sign: object): Env {
  if (Array.isArray(sign)) return Object.fromEntries(sign.map((name) => [String(name), 'x1']));
  if ('any' in sign && Array.isArray(sign.any)) return environmentOf(sign.any);
  if ('env' in sign && 'includes' in sign) return { [String(sign.env)]: String(sign.includes) };
  return Object.fromEntries(Object.entries(sign).map(([name, value]) => [name, String(value)]));
}
