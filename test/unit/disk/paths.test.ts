import { expect } from 'chai';
import { homedir } from 'node:os';
import { isAbsolute, join, sep } from 'node:path';
import { hostPaths, type HostPaths } from '../../../src/disk/paths.ts';
import { itOnPosix } from '../support/account.ts';

const paths = (platform: NodeJS.Platform, env: NodeJS.ProcessEnv): HostPaths =>
  hostPaths({ name: 'acme', env, platform });

type Places = readonly [config: string, state: string, policy: string];

const ROWS: readonly (readonly [platform: NodeJS.Platform, env: NodeJS.ProcessEnv, places: Places])[] = [
  ['linux', { HOME: '/home/ada' }, ['/home/ada/.config/acme', '/home/ada/.local/state/acme', '/etc/acme']],
  [
    'linux',
    { HOME: '/home/ada', XDG_CONFIG_HOME: '/c', XDG_STATE_HOME: '/s' },
    ['/c/acme', '/s/acme', '/etc/acme'],
  ],
  [
    'linux',
    { HOME: '/home/ada', XDG_CONFIG_HOME: 'relative', XDG_STATE_HOME: './s' },
    ['/home/ada/.config/acme', '/home/ada/.local/state/acme', '/etc/acme'],
  ],
  [
    'linux',
    { HOME: '/home/ada', XDG_CONFIG_HOME: '', XDG_STATE_HOME: '' },
    ['/home/ada/.config/acme', '/home/ada/.local/state/acme', '/etc/acme'],
  ],
  [
    'freebsd',
    { HOME: '/home/ada', XDG_STATE_HOME: '/s' },
    ['/home/ada/.config/acme', '/s/acme', '/etc/acme'],
  ],
  [
    'darwin',
    { HOME: '/Users/ada', XDG_CONFIG_HOME: '/c' },
    [
      '/Users/ada/Library/Preferences/acme',
      '/Users/ada/Library/Application Support/acme',
      '/Library/Application Support/acme',
    ],
  ],
  [
    'win32',
    { USERPROFILE: '/users/ada', APPDATA: '/roaming', LOCALAPPDATA: '/local', ProgramData: '/machine' },
    ['/roaming/acme', '/local/acme', '/machine/acme'],
  ],
  [
    'win32',
    { USERPROFILE: '/users/ada', HOME: '/cygwin', ProgramData: '/machine', LOCALAPPDATA: 'local' },
    ['/users/ada/AppData/Roaming/acme', '/users/ada/AppData/Local/acme', '/machine/acme'],
  ],
];

describe('hostPaths', () => {
  for (const [platform, env, [config, state, policy]] of ROWS) {
    itOnPosix(`lies on ${platform} with ${JSON.stringify(env)} where that platform keeps such files`, () => {
      const { configDir, ownFolders, stateDir, noFile, policyFile } = paths(platform, env);
      expect(configDir).to.equal(config);
      expect(noFile).to.equal(join(config, 'telemetry-disabled'));
      expect(ownFolders).to.deep.equal([state, join(state, 'telemetry')]);
      expect(stateDir).to.equal(join(state, 'telemetry'));
      expect(policyFile).to.equal(join(policy, 'telemetry.json'));
    });
  }

  it('keeps everything but the no and the policy below its own folder of the machine-local state', () => {
    const { stateDir, yesFile, noticeFile, identityFile, spoolsDir, codeCacheDir } = paths('linux', {
      HOME: '/home/ada',
    });
    const local = [yesFile, noticeFile, identityFile, spoolsDir, codeCacheDir];
    expect(local.every((place) => place.startsWith(stateDir + sep))).to.equal(true);
    expect(new Set(local).size).to.equal(local.length);
  });

  for (const HOME of [undefined, '', 'relative']) {
    it(`asks the system for the home where HOME is ${JSON.stringify(HOME)}`, () => {
      expect(paths('linux', { HOME }).home).to.equal(homedir());
      expect(isAbsolute(paths('linux', { HOME }).noFile)).to.equal(true);
    });
  }

  it('has no home where the system knows none, and does not throw', () => {
    const os = process.getBuiltinModule('node:os');
    const { homedir: original } = os;
    const answers = [() => 'relative', () => '', (): never => expect.fail('as uv_os_homedir does')];
    try {
      for (const answer of answers) {
        Reflect.set(os, 'homedir', answer);
        expect(paths('linux', {}).home).to.equal('');
        expect(isAbsolute(paths('linux', {}).noFile)).to.equal(true);
      }
    } finally {
      Reflect.set(os, 'homedir', original);
    }
  });

  itOnPosix('takes given folders instead of the platform’s own', () => {
    const directories = { config: '/c', state: '/s', policy: '/p' };
    const given = hostPaths({ name: 'acme', env: { HOME: '/home/ada' }, directories });
    expect(given).to.include({
      noFile: '/c/telemetry-disabled',
      stateDir: '/s/telemetry',
      policyFile: '/p/telemetry.json',
    });
  });
});
