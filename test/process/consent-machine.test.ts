import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { itDecides, saidYes, told, type Situation } from '../support/decisions.ts';
import { makeHome, type Home } from '../support/home.ts';
import { giveHome, OTHER, whyNoOtherAccount } from '../support/other-account.ts';
import { runHost, YES, type HostOptions } from '../support/run-host.ts';
import { skipUnless } from '../support/skip.ts';

const POLICY = 'policy/telemetry.json';
const SILENT = '{"enabled":true}';
const ELSEWHERE = { notice: { elsewhere: 'https://acme.example/telemetry' } };

describe('a policy of the machine', () => {
  /** All yeses there are, so that it is the policy that decides. */
  const withPolicy = (title: string, prepare: (home: Home) => void, decided = 'policy'): Situation => ({
    title,
    prepare: (home) => {
      told(home);
      saidYes(home);
      prepare(home);
    },
    options: (home) => ({ env: YES, options: policyOptions(home) }),
    decided,
  });
  const policyOptions = (home: Home): Record<string, unknown> => ({
    directories: { policy: join(home.path, 'policy') },
  });
  const content = (text: string): ((home: Home) => void) => {
    return (home) => home.write(POLICY, text);
  };

  itDecides([
    withPolicy('it says no', content('{"enabled":false}')),
    withPolicy('it has a key too many', content('{"enabled":true,"by":"root"}')),
    withPolicy('it lacks its key', content('{}')),
    withPolicy('its key is misspelt', content('{"Enabled":true}')),
    withPolicy('it says a text', content('{"enabled":"true"}')),
    withPolicy('it says a number', content('{"enabled":1}')),
    withPolicy('it says null', content('{"enabled":null}')),
    withPolicy('it is empty', content('')),
    withPolicy('it is a blank', content('\n')),
    withPolicy('it is no JSON', content('enabled = true\n')),
    withPolicy('it is cut off', content('{"enabled":tru')),
    withPolicy('it has a comment', content('// no telemetry\n{"enabled":true}')),
    withPolicy('it begins with a byte order mark', content('\uFEFF{"enabled":true}')),
    withPolicy('it is UTF-16', (home) =>
      home.write(POLICY, Buffer.from(SILENT, 'utf16le').toString('latin1')),
    ),
    withPolicy('it is an array', content('[{"enabled":true}]')),
    withPolicy('it is a bare true', content('true')),
    withPolicy('it says no and then yes', content('{"enabled":false,"enabled":true}')),
    withPolicy('it says yes twice', content('{"enabled":true,"enabled":true}')),
    withPolicy('it is too long', content(SILENT + ' '.repeat(70_000))),
    withPolicy('a folder lies in its place', (home) => home.write(`${POLICY}/file`, '')),
    withPolicy('a link lies in its place', (home) => {
      home.write('elsewhere.json', SILENT);
      mkdirSync(join(home.path, 'policy'));
      symlinkSync(join(home.path, 'elsewhere.json'), join(home.path, POLICY));
    }),
    withPolicy('a link to nothing lies in its place', (home) => {
      mkdirSync(join(home.path, 'policy'));
      symlinkSync(join(home.path, 'gone'), join(home.path, POLICY));
    }),
    withPolicy('a pipe lies in its place, which would never be read to its end', (home) => {
      mkdirSync(join(home.path, 'policy'));
      spawnSync('mkfifo', [join(home.path, POLICY)]);
    }),
    withPolicy('a file lies in the place of its folder', (home) => home.write('policy', '')),
    withPolicy('its folder is a link to itself', (home) =>
      symlinkSync(join(home.path, 'policy'), join(home.path, 'policy')),
    ),
    withPolicy('there is none', () => undefined, 'recorded'),
    withPolicy('it does not object', content(SILENT), 'recorded'),
    withPolicy(
      'it does not object, in an editor’s own lines',
      content('{\n  "enabled": true\n}\n'),
      'recorded',
    ),
    {
      title: 'it does not object, and nobody was told',
      prepare: content(SILENT),
      options: (home) => ({ options: policyOptions(home) }),
      decided: 'notice',
    },
    {
      title: 'it does not object, and the vendor asks first',
      prepare: content(SILENT),
      options: (home) => ({ options: { ...policyOptions(home), consent: 'opt-in' } }),
      decided: 'mode',
    },
  ]);

  describe('that another account wrote', () => {
    before(function () {
      skipUnless(this, whyNoOtherAccount());
    });

    const withOwner = (
      title: string,
      [owner, mode]: readonly [owner: number, mode: number],
      decided = 'policy',
    ): Situation => ({
      title,
      prepare: (home) => {
        saidYes(home);
        home.write(POLICY, SILENT);
        giveHome(home);
        chownSync(join(home.path, 'policy'), 0, 0);
        chmodSync(join(home.path, 'policy'), 0o755);
        chownSync(join(home.path, POLICY), owner, owner);
        chmodSync(join(home.path, POLICY), mode);
      },
      options: (home) => ({ uid: OTHER, options: policyOptions(home) }),
      decided,
    });

    describe('and that', () => {
      itDecides([
        withOwner('root alone may read', [0, 0o600]),
        withOwner('belongs to a third account', [OTHER + 1, 0o644]),
        withOwner('belongs to root', [0, 0o644], 'recorded'),
        withOwner('belongs to the user', [OTHER, 0o600], 'recorded'),
      ]);
    });
  });
});

/** Set by build systems themselves, never by people. */
const BUILD_VARIABLES = [
  'SOURCE_DATE_EPOCH',
  'NIX_BUILD_TOP',
  'HOMEBREW_FORMULA_PREFIX',
  'HOMEBREW_CCCFG',
  'DEB_BUILD_ARCH',
  'DH_INTERNAL_OPTIONS',
  'RPM_BUILD_ROOT',
  'RPM_PACKAGE_NAME',
  'PORTAGE_BUILDDIR',
  'EBUILD_PHASE',
  'CONDA_BUILD',
  'FLATPAK_BUILDER_BUILDDIR',
  'CRAFT_PART_NAME',
  'SPACK_SHORT_SPEC',
  'BAZEL_TEST',
];

describe('a package build', () => {
  itDecides([
    ...BUILD_VARIABLES.map((name): Situation => ({
      title: `${name} is set, where users are told elsewhere`,
      options: () => ({ env: { [name]: '1' }, options: ELSEWHERE }),
      decided: 'sandbox',
    })),
    {
      title: 'SOURCE_DATE_EPOCH=0, after the notice',
      prepare: told,
      options: () => ({ env: { SOURCE_DATE_EPOCH: '0' } }),
      decided: 'sandbox',
    },
    {
      title: 'a person built it so with a yes of their own',
      prepare: saidYes,
      options: () => ({ env: { NIX_BUILD_TOP: '/build' } }),
      decided: 'recorded',
    },
  ]);
});

describe('CI', () => {
  const inCi = (
    title: string,
    { prepare, decided, ...options }: Pick<Situation, 'prepare' | 'decided'> & HostOptions,
  ): Situation => ({ title, ...(prepare && { prepare }), options: () => options, decided });
  const RECORDED = { ...ELSEWHERE, ci: 'record' };

  itDecides([
    inCi('CI=true on a laptop, after the notice', { prepare: told, env: { CI: 'true' }, decided: 'ci' }),
    inCi('CI=true on a laptop, where users are told elsewhere', {
      env: { CI: 'true' },
      options: ELSEWHERE,
      decided: 'ci',
    }),
    inCi('CI=true on a laptop, where the vendor records CI', {
      env: { CI: 'true' },
      options: RECORDED,
      decided: 'ci',
    }),
    inCi('a variable that people set too, where the vendor records CI', {
      env: { BUILD_ID: '7' },
      options: RECORDED,
      decided: 'ci',
    }),
    inCi('CI=true on a laptop whose user said yes', {
      prepare: saidYes,
      env: { CI: 'true' },
      decided: 'recorded',
    }),
    inCi('CI of a vendor, after the notice', {
      prepare: told,
      env: { GITHUB_ACTIONS: 'true' },
      decided: 'ci',
    }),
    inCi('CI of a vendor, where the vendor of the program records CI', {
      env: { CI: 'true', GITHUB_ACTIONS: 'true' },
      options: RECORDED,
      decided: 'recorded',
    }),
    inCi('CI of a vendor, where somebody says that it is none', {
      prepare: told,
      env: { CI: 'false', GITHUB_ACTIONS: 'true' },
      decided: 'recorded',
    }),
    inCi('CI of a vendor that records CI, in a package build', {
      env: { GITHUB_ACTIONS: 'true', DEB_BUILD_ARCH: 'amd64' },
      options: RECORDED,
      decided: 'sandbox',
    }),
  ]);

  it('has no installation id, whoever said yes', async () => {
    const home = makeHome();
    saidYes(home);
    await runHost(home, 'ends.js', { env: { CI: 'true' } });
    await home.quiet();
    expect(home.tree().filter((name) => name.endsWith('identity.json'))).to.deep.equal([]);
    await home.remove();
  });
});

describe('a distribution that turned it off', () => {
  const DISABLED = { distribution: 'disabled', variables: { OLD_TELEMETRY: 'enables' } };
  const always = (title: string, prepare: Situation['prepare'], options: HostOptions = {}): Situation => ({
    title,
    ...(prepare && { prepare }),
    options: () => ({ ...options, options: { ...DISABLED, ...options.options } }),
    decided: 'distribution',
  });

  itDecides([
    always('nobody said anything', undefined),
    always('a variable says yes', undefined, { env: YES }),
    always('a variable of the vendor’s says yes', undefined, { env: { OLD_TELEMETRY: '1' } }),
    always('the user said yes', saidYes),
    always('the user was told', told),
    always('users are told elsewhere', undefined, { options: ELSEWHERE }),
    always('the project agrees', saidYes, { options: { project: true } }),
    always('the user names a collector of their own', saidYes, {
      env: { ...YES, ACME_TELEMETRY_ENDPOINT: 'http://127.0.0.1:9' },
    }),
  ]);

  it('stays off after enable, which says so', async () => {
    const home = makeHome();
    const options = { args: ['telemetry', 'enable'], options: DISABLED };
    const { stderr } = await runHost(home, 'has-verbs.js', options);
    expect(stderr).to.match(/stays off, because something else still says no:\n {2}distribution: /);
    await home.remove();
  });
});

describe('variables that the users of a vendor know already', () => {
  const VARIABLES = { variables: { SAM_CLI_TELEMETRY: 'enables', SST_TELEMETRY_DISABLED: 'disables' } };
  const set = (
    env: Readonly<Record<string, string>>,
    decided: string,
    more: Partial<Situation> = {},
  ): Situation => ({
    title: Object.entries(env)
      .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
      .join(' '),
    prepare: told,
    options: () => ({ env, options: VARIABLES }),
    decided,
    ...more,
  });
  /** Where nobody was told, so that only a yes lets a command be recorded. */
  const untold = (env: Readonly<Record<string, string>>, decided: string): Situation =>
    set(env, decided, {
      title: `${JSON.stringify(env)} where nobody was told`,
      prepare: () => undefined,
      options: () => ({ env, options: { ...VARIABLES, consent: 'opt-in' } }),
    });

  describe('one that enables', () => {
    itDecides([
      ...['1', 'true', 'yes', 'on', 'TRUE', ' on '].map((value) =>
        untold({ SAM_CLI_TELEMETRY: value }, 'recorded'),
      ),
      ...['0', 'false', 'no', 'off', 'False', '', ' ', '2', 'y', 'enabled'].map((value) =>
        set({ SAM_CLI_TELEMETRY: value }, 'extra-variable'),
      ),
    ]);
  });

  describe('one that disables', () => {
    itDecides([
      ...['1', 'true', 'yes', 'on', '2', 'TRUE', 'disabled'].map((value) =>
        set({ SST_TELEMETRY_DISABLED: value }, 'extra-variable'),
      ),
      ...['0', 'false', 'no', 'off', 'OFF', '', ' '].map((value) =>
        set({ SST_TELEMETRY_DISABLED: value }, 'recorded'),
      ),
      untold({ SST_TELEMETRY_DISABLED: '0' }, 'mode'),
      untold({ SAM_CLI_TELEMETRY: '1', SST_TELEMETRY_DISABLED: '1' }, 'extra-variable'),
    ]);
  });

  describe('one that says yes beside a no', () => {
    const yes = { SAM_CLI_TELEMETRY: '1' };
    itDecides([
      set({ ...yes, DO_NOT_TRACK: '1' }, 'do-not-track'),
      set({ ...yes, ACME_TELEMETRY_DISABLED: '1' }, 'variable-disabled'),
      set({ ...yes, ACME_TELEMETRY: '0' }, 'variable'),
      set({ ...yes, OTEL_SDK_DISABLED: 'true' }, 'otel-sdk-disabled'),
      set({ ...yes, ACME_TELEMETRY_ENDPOINT: 'http://acme.example' }, 'endpoint-variable'),
      set({ ...yes, SUDO_UID: '1000' }, 'account'),
      set(yes, 'user-no', {
        title: 'after disable',
        prepare: (home) => home.write('.config/acme/telemetry-disabled', ''),
      }),
      set(yes, 'project', {
        title: 'a project that says no',
        options: () => ({ env: yes, options: { ...VARIABLES, project: false } }),
      }),
    ]);
  });

  describe('one that is called like a built-in one', () => {
    const called = (
      [name, value]: readonly [name: string, value: string],
      meaning: string,
      decided: string,
    ): Situation => ({
      title: `${name}=${value}, which the vendor says ${meaning}`,
      prepare: told,
      options: () => ({ env: { [name]: value }, options: { variables: { [name]: meaning } } }),
      decided,
    });
    itDecides([
      called(['DO_NOT_TRACK', '1'], 'enables', 'do-not-track'),
      called(['ACME_TELEMETRY_DISABLED', '1'], 'enables', 'variable-disabled'),
      called(['ACME_TELEMETRY', '0'], 'disables', 'variable'),
      called(['OTEL_SDK_DISABLED', 'true'], 'enables', 'otel-sdk-disabled'),
    ]);
  });
});
