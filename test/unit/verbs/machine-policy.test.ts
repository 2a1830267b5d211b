import { expect } from 'chai';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { dirname } from 'node:path';
import { readPolicy } from '../../../src/consent/files.ts';
import { disableSystem, enableSystem } from '../../../src/verbs/machine-policy.ts';
import type { VerbContext } from '../../../src/verbs/verb-context.ts';
import { asStranger, giveAway, itOnPosix, itWithStranger } from '../support/account.ts';
import { useFolder } from '../support/folder.ts';
import { acmeHost } from '../support/hosts.ts';
import { verbContext } from '../support/verbs.ts';

describe('the machine’s policy', () => {
  const folder = useFolder();

  const context = (): VerbContext => {
    const host = acmeHost({ directories: { policy: folder.at('etc', 'acme') } }, folder.path);
    return verbContext({ host });
  };
  const file = (): string => folder.at('etc/acme/telemetry.json');
  const says = (): string => readPolicy({ policyFile: file(), noFile: '' }).says;

  it('says no after disable, and nothing after enable', () => {
    const off = disableSystem(context());
    expect(off).to.include({ stderr: '', exitCode: 0 });
    expect(off.stdout).to.include(`every account of this machine: ${file()}`);
    expect(readFileSync(file(), 'utf8')).to.equal('{"enabled":false}\n');
    expect(says()).to.equal('no');
    const on = enableSystem(context());
    expect(on).to.include({ stderr: '', exitCode: 0 });
    expect(on.stdout).to.include(`${file()} is removed`);
    expect(says()).to.equal('nothing');
    expect(readdirSync(folder.path, { recursive: true })).to.have.members(['etc', 'etc/acme']);
  });

  it('stays as it is when it says nothing', () => {
    expect(enableSystem(context()).stdout).to.match(/^Nothing was changed/);
    expect(existsSync(folder.at('etc'))).to.equal(false);
    folder.write('etc/acme/telemetry.json', '{"enabled":true}');
    expect(enableSystem(context()).stdout).to.match(/^Nothing was changed/);
    expect(existsSync(file())).to.equal(true);
  });

  itOnPosix('can be read by every account, whatever the umask', () => {
    const umask = process.umask(0o077);
    try {
      disableSystem(context());
    } finally {
      process.umask(umask);
    }
    const modes = [file(), folder.at('etc/acme'), folder.at('etc')].map(
      (path) => statSync(path).mode & 0o777,
    );
    expect(modes).to.deep.equal([0o644, 0o755, 0o755]);
  });

  itOnPosix('leaves the mode of folders that were there', () => {
    mkdirSync(folder.at('etc'), { mode: 0o700 });
    disableSystem(context());
    expect(statSync(folder.at('etc')).mode & 0o777).to.equal(0o700);
  });

  it('is replaced and removed when it is corrupt', () => {
    folder.write('etc/acme/telemetry.json', '{');
    expect(enableSystem(context())).to.include({ exitCode: 0 });
    expect(says()).to.equal('nothing');
    folder.write('etc/acme/telemetry.json', '{');
    disableSystem(context());
    expect(readFileSync(file(), 'utf8')).to.equal('{"enabled":false}\n');
  });

  itOnPosix('is left to whoever put a link there', () => {
    const target = folder.write('managed.json', '{"enabled":false}');
    mkdirSync(dirname(file()), { recursive: true });
    symlinkSync(target, file());
    const { stdout, stderr, exitCode } = enableSystem(context());
    expect({ stdout, exitCode }).to.deep.equal({ stdout: '', exitCode: 1 });
    expect(stderr).to.match(/^enable --system failed: .*a symbolic link: left to whoever put it there/);
    expect(says()).to.equal('no');
  });

  itOnPosix('says so when a file is in the way of its folder', () => {
    folder.write('etc', '');
    for (const verb of [disableSystem, enableSystem]) {
      const { stdout, stderr, exitCode } = verb(context());
      expect({ stdout, exitCode }).to.deep.equal({ stdout: '', exitCode: 1 });
      expect(stderr).to.match(/^(dis|en)able --system failed: .*ENOTDIR.*\n$/);
    }
  });

  itWithStranger('wants an administrator, and says so', () => {
    chmodSync(folder.path, 0o755);
    mkdirSync(folder.at('etc'), { mode: 0o755 });
    const denied = (verb: typeof disableSystem): void => {
      const { stdout, stderr, exitCode } = asStranger(() => verb(context()));
      expect({ stdout, exitCode }).to.deep.equal({ stdout: '', exitCode: 1 });
      expect(stderr).to.match(/able --system failed: .* \(EACCES, an administrator may\)\n$/);
    };
    denied(disableSystem);
    expect(readdirSync(folder.at('etc'))).to.deep.equal([]);
    disableSystem(context());
    denied(enableSystem);
    expect(says()).to.equal('no');
    giveAway(file());
    expect(enableSystem(context()), 'an administrator may remove any').to.include({ exitCode: 0 });
  });
});
