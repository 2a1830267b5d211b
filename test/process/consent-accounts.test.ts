import { chmodSync, chownSync, cpSync, existsSync, lstatSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect } from 'chai';
import { makeHome, type Home } from '../support/home.ts';
import { giveHome, OTHER, whyNoOtherAccount } from '../support/other-account.ts';
import { NOWHERE, runHost, YES, type HostOptions, type HostResult } from '../support/run-host.ts';
import { sendersOf } from '../support/senders.ts';
import { skipUnless } from '../support/skip.ts';
import { readSpool } from '../support/spool.ts';

const CONFIG = '.config/acme';
const NO = `${CONFIG}/telemetry-disabled`;
const STATE = '.local/state/acme/telemetry';
const STORED_YES = '{"enabled":true,"noticeVersion":1}';
const TOLD = '{"noticeVersion":1}';
const WELL = { exitCode: 0, signal: null, stdout: 'done\n', stderr: '' };

const verb = (home: Home, name: string, options: HostOptions = {}): Promise<HostResult> =>
  runHost(home, 'has-verbs.js', { ...options, args: ['telemetry', name] });

const files = (home: Home): string[] => home.tree().filter((name) => !name.endsWith('/'));

describe('a command in the home of another account', () => {
  let home: Home;

  before(function () {
    skipUnless(this, whyNoOtherAccount());
  });

  beforeEach(() => {
    home = makeHome();
    home.holdSender(NOWHERE);
    home.write(`${STATE}/enabled.json`, STORED_YES);
    giveHome(home);
  });

  afterEach(() => home.remove());

  it('is recorded where the account that runs owns the home', async () => {
    expect(await runHost(home, 'ends.js', { uid: OTHER })).to.deep.equal(WELL);
    expect(readSpool(home).length).to.equal(1);
  });

  for (const [who, env] of [
    ['sudo', { SUDO_UID: String(OTHER) }],
    ['doas', { DOAS_USER: 'ada' }],
    ['pkexec', { PKEXEC_UID: String(OTHER) }],
    ['su, which leaves no variable', {}],
  ] as const) {
    it(`leaves no trace: root through ${who}`, async () => {
      const before = home.tree();
      expect(await runHost(home, 'ends.js', { env: { ...YES, ...env } })).to.deep.equal(WELL);
      for (const name of ['status', 'inspect', 'enable', 'disable', 'reset']) await verb(home, name, { env });
      expect(home.tree()).to.deep.equal(before);
      for (const name of before) expect(lstatSync(join(home.path, name)).uid, name).to.equal(OTHER);
      expect(sendersOf(home.path)).to.deep.equal([]);
      expect(await runHost(home, 'ends.js', { uid: OTHER })).to.deep.equal(WELL);
      expect(readSpool(home).length, 'the owner is as they were').to.equal(1);
    });
  }

  it('makes nothing where there is nothing yet, and only the owner of the home tells', async () => {
    const fresh = makeHome();
    giveHome(fresh);
    expect(await runHost(fresh, 'ends.js', { env: YES })).to.deep.equal(WELL);
    expect(fresh.tree()).to.deep.equal([]);
    await fresh.remove();
  });

  it('cannot say no for its owner, and says so', async () => {
    const { exitCode, stdout, stderr } = await verb(home, 'disable', { env: { SUDO_UID: String(OTHER) } });
    expect({ exitCode, stdout }).to.deep.equal({ exitCode: 1, stdout: '' });
    expect(stderr).to.match(/^disable failed, the no is not stored: .* belongs to another account/);
  });

  it('says no for root itself through sudo', async () => {
    giveHome(home, 0);
    const { exitCode, stderr } = await verb(home, 'disable', { env: { SUDO_UID: String(OTHER) } });
    expect({ exitCode, stderr }).to.deep.equal({ exitCode: 0, stderr: '' });
    expect(files(home)).to.deep.equal([NO]);
  });

  it('leaves no trace where nobody else but root may look', async () => {
    giveHome(home, 0);
    const before = home.tree();
    expect(await runHost(home, 'ends.js', { uid: OTHER, env: YES })).to.deep.equal(WELL);
    expect(home.tree()).to.deep.equal(before);
  });
});

describe('what root left in the state folder of a user', () => {
  before(function () {
    skipUnless(this, whyNoOtherAccount());
  });

  const { dir, runningDir, pendingDir, scheduleFile, lockFile, requestFile } = spoolIn(STATE);

  /** What belongs to root, whether commands are recorded beside it. */
  const LEFT: readonly (readonly [place: string, kind: 'folder' | 'file', isRecorded: boolean])[] = [
    ['.local', 'folder', false],
    ['.local/state', 'folder', false],
    [dirname(STATE), 'folder', false],
    [STATE, 'folder', false],
    [`${STATE}/spool`, 'folder', false],
    [dir, 'folder', false],
    [runningDir, 'folder', false],
    [pendingDir, 'folder', false],
    [`${STATE}/cache`, 'folder', true],
    [`${STATE}/enabled.json`, 'file', false],
    [`${STATE}/notice.json`, 'file', true],
    [`${STATE}/identity.json`, 'file', true],
    [scheduleFile, 'file', true],
    [lockFile, 'file', true],
    [requestFile, 'file', true],
    [CONFIG, 'folder', false],
  ];

  for (const [place, kind, isRecorded] of LEFT) {
    it(`never fails a command, ${isRecorded ? 'which is recorded' : 'which is not recorded'}: ${place}`, async () => {
      const home = makeHome();
      try {
        // A sender starts where it is about what senders read; it finds nobody who answers.
        if (![scheduleFile, lockFile, requestFile].includes(place)) home.holdSender(NOWHERE);
        if (kind === 'file') home.write(place, '{}');
        mkdirSync(join(home.path, place, kind === 'file' ? '..' : '.'), { recursive: true, mode: 0o700 });
        giveHome(home);
        chownSync(join(home.path, place), 0, 0);
        chmodSync(join(home.path, place), kind === 'file' ? 0o600 : 0o700);
        expect(await runHost(home, 'ends.js', { uid: OTHER, env: YES })).to.deep.equal(WELL);
        expect(readSpool(home).length).to.equal(isRecorded ? 1 : 0);
        await home.quiet();
        rmSync(join(home.path, place), { recursive: true, force: true });
        expect(await runHost(home, 'ends.js', { uid: OTHER, env: YES })).to.deep.equal(WELL);
        expect(readSpool(home).length, 'when it is gone').to.equal(isRecorded ? 2 : 1);
      } finally {
        await home.remove();
      }
    });
  }
});

describe('an account that has no home', () => {
  before(function () {
    skipUnless(this, whyNoOtherAccount());
  });

  for (const HOME of ['', 'relative']) {
    it(`is left alone in silence: HOME is ${JSON.stringify(HOME)}`, async () => {
      const home = makeHome();
      giveHome(home);
      const options = { uid: OTHER, env: { ...YES, HOME, XDG_CONFIG_HOME: '', XDG_STATE_HOME: '' } };
      expect(await runHost(home, 'ends.js', options)).to.deep.equal(WELL);
      expect((await verb(home, 'disable', options)).exitCode).to.equal(1);
      expect(home.tree()).to.deep.equal([]);
      await home.remove();
    });
  }
});

describe('a home that is synchronised between two machines', () => {
  let here: Home;
  let there: Home;

  beforeEach(() => {
    [here, there] = [makeHome(), makeHome()];
    for (const home of [here, there]) home.holdSender(NOWHERE);
  });

  afterEach(async () => {
    await here.remove();
    await there.remove();
  });

  /** What people synchronise: the folder of settings as it is, with what was removed from it. */
  const carry = (from: Home, to: Home): void => {
    rmSync(join(to.path, '.config'), { recursive: true, force: true });
    if (existsSync(join(from.path, '.config')))
      cpSync(join(from.path, '.config'), join(to.path, '.config'), { recursive: true });
  };

  it('carries a no', async () => {
    there.write(`${STATE}/enabled.json`, STORED_YES);
    await verb(here, 'disable');
    carry(here, there);
    const before = there.tree();
    expect(await runHost(there, 'ends.js', { env: YES })).to.deep.equal(WELL);
    expect(there.tree()).to.deep.equal(before);
  });

  it('carries no yes, no id, and nothing that was recorded', async () => {
    await verb(here, 'enable');
    await runHost(here, 'ends.js');
    expect(readSpool(here).length).to.equal(1);
    expect(files(here).filter((name) => name.startsWith('.config'))).to.deep.equal([]);
    carry(here, there);
    const before = there.tree();
    await runHost(there, 'ends.js');
    expect(there.tree()).to.deep.equal(before);
  });

  it('does not undo a no by losing it: who said it is told again first', async () => {
    here.write(`${STATE}/notice.json`, TOLD);
    await runHost(here, 'ends.js');
    expect(readSpool(here).length).to.equal(1);
    await verb(here, 'disable');
    carry(here, there);
    await verb(there, 'enable');
    carry(there, here);
    expect(existsSync(join(here.path, NO))).to.equal(false);
    await runHost(here, 'ends.js');
    expect(readSpool(here)).to.deep.equal([]);
    expect(files(here)).to.deep.equal([]);
  });
});

describe('a config folder that is a link, as managers of dotfiles make it', () => {
  let home: Home;

  beforeEach(() => {
    home = makeHome();
    home.holdSender(NOWHERE);
    home.write('dotfiles/acme/settings', '');
  });

  afterEach(() => home.remove());

  const link = (target: string, place: string): void => {
    mkdirSync(join(home.path, dirname(place)), { recursive: true });
    symlinkSync(join(home.path, target), join(home.path, place));
  };

  for (const [target, place] of [
    ['dotfiles/acme', CONFIG],
    ['dotfiles', dirname(CONFIG)],
  ] as const) {
    it(`holds a no, and gives it back: ${place}`, async () => {
      link(target, place);
      expect(await verb(home, 'disable')).to.include({ exitCode: 0, stderr: '' });
      expect(files(home)).to.include(`dotfiles/acme/${basename(NO)}`);
      await runHost(home, 'ends.js', { env: YES });
      expect(readSpool(home)).to.deep.equal([]);
      expect(await verb(home, 'enable')).to.include({ exitCode: 0, stderr: '' });
      expect(files(home)).to.not.include(`dotfiles/acme/${basename(NO)}`);
      expect(lstatSync(join(home.path, place)).isSymbolicLink()).to.equal(true);
      home.holdSender(NOWHERE);
      await runHost(home, 'ends.js');
      expect(readSpool(home).length).to.equal(1);
    });
  }

  for (const [what, target] of [
    ['the no itself is a link', 'dotfiles/acme/settings'],
    ['the no itself is a link to nothing', 'dotfiles/acme/gone'],
  ] as const) {
    it(`says no where ${what}, until enable`, async () => {
      link(target, NO);
      await runHost(home, 'ends.js', { env: YES });
      expect(readSpool(home)).to.deep.equal([]);
      expect(await verb(home, 'enable')).to.include({ exitCode: 0, stderr: '' });
      await runHost(home, 'ends.js');
      expect(readSpool(home).length).to.equal(1);
      expect(files(home)).to.include('dotfiles/acme/settings');
    });
  }

  it('fails loudly where it leads nowhere, so that no one believes that a no is stored', async () => {
    link('dotfiles/gone', CONFIG);
    const { exitCode, stdout, stderr } = await verb(home, 'disable');
    expect({ exitCode, stdout }).to.deep.equal({ exitCode: 1, stdout: '' });
    expect(stderr).to.match(/^disable failed, the no is not stored/);
  });
});

/** The places of the spool of a collector, relative to the home. */
function spoolIn(
  state: string,
): Record<'dir' | 'runningDir' | 'pendingDir' | 'scheduleFile' | 'lockFile' | 'requestFile', string> {
  const dir = `${state}/spool/vendor+${encodeURIComponent(`${NOWHERE}/v1/traces`)}`;
  return {
    dir,
    runningDir: `${dir}/running`,
    pendingDir: `${dir}/pending`,
    scheduleFile: `${dir}/schedule.json`,
    lockFile: `${dir}/lock.json`,
    requestFile: `${dir}/request.json`,
  };
}
