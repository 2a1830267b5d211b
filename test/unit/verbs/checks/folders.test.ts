import { expect } from 'chai';
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Check } from '../../../../src/verbs/checks/check.ts';
import { checkFolders, checkIdentity } from '../../../../src/verbs/checks/folders.ts';
import { obtainIdentity } from '../../../../src/identity/install-id.ts';
import { failing } from '../../support/faults.ts';
import { giveAway, itOnPosix, itWithStranger } from '../../support/account.ts';
import { useFolder } from '../../support/folder.ts';
import { acmePaths } from '../../support/hosts.ts';

describe('checkFolders', () => {
  const folder = useFolder();

  const spoolDir = (): string => join(acmePaths(folder.path).spoolsDir, 'vendor');
  const check = (): Check[] => checkFolders(acmePaths(folder.path), spoolDir());
  const wrong = (): string[] =>
    check()
      .filter(({ state }) => state !== 'ok')
      .map(({ name, says }) => `${name}: ${says.replaceAll(folder.path, '')}`);
  const make = (): void => {
    mkdirSync(spoolDir(), { recursive: true, mode: 0o700 });
    mkdirSync(acmePaths(folder.path).configDir, { recursive: true, mode: 0o700 });
  };
  /** Puts something else in the place of a folder that was made. */
  const replace = (name: string, put: (path: string) => void): void => {
    make();
    rmSync(folder.at(name), { recursive: true });
    put(folder.at(name));
  };

  it('finds nothing wrong where nothing is stored, and makes nothing', () => {
    const checks = check();
    expect(checks.map(({ name, state }) => `${name} ${state}`)).to.deep.equal([
      'config folder ok',
      'state folder ok',
      'spool folder ok',
    ]);
    for (const { says } of checks) expect(says).to.include('not made yet');
  });

  it('finds nothing wrong with folders as they are made', () => {
    make();
    expect(wrong()).to.deep.equal([]);
    expect(check().map(({ says }) => says)).to.deep.equal([
      acmePaths(folder.path).configDir,
      acmePaths(folder.path).stateDir,
      spoolDir(),
    ]);
  });

  const places: readonly (readonly [place: string, names: readonly string[]])[] = [
    ['config/acme', ['config folder']],
    ['state/acme', ['state folder']],
    ['state/acme/telemetry', ['state folder']],
    ['state/acme/telemetry/spool', ['spool folder']],
    ['state/acme/telemetry/spool/vendor', ['spool folder']],
  ];
  for (const [place, names] of places) {
    it(`finds a file in the place of ${place}`, () => {
      replace(place, (path) => writeFileSync(path, ''));
      const found = wrong();
      for (const name of names) expect(found).to.include(`${name}: /${place} is no folder`);
    });

    itWithStranger(`finds another account’s ${place}`, () => {
      make();
      giveAway(folder.at(place));
      expect(wrong()).to.include(`${names[0]}: /${place} belongs to another account`);
    });

    itOnPosix(`finds others who may write to ${place}`, () => {
      make();
      chmodSync(folder.at(place), 0o777);
      expect(wrong()[0]).to.match(
        new RegExp(`^${names[0]}: /${place} is (writable for|open to) other accounts$`),
      );
    });
  }

  itOnPosix('finds links, but not in the config folder, which may be one', () => {
    make();
    mkdirSync(folder.at('elsewhere'));
    for (const place of ['config/acme', 'state/acme/telemetry/spool/vendor']) {
      rmSync(folder.at(place), { recursive: true });
      symlinkSync(folder.at('elsewhere'), folder.at(place));
    }
    expect(wrong()).to.deep.equal(['spool folder: /state/acme/telemetry/spool/vendor is a link']);
  });

  itOnPosix(
    'finds a spool that others may read, and no fault with the host’s own folder that they may',
    () => {
      make();
      chmodSync(folder.at('state/acme'), 0o755);
      expect(wrong()).to.deep.equal([]);
      chmodSync(folder.at('state/acme/telemetry/spool'), 0o755);
      expect(wrong()).to.deep.equal(['spool folder: /state/acme/telemetry/spool is open to other accounts']);
    },
  );

  it('finds a file above a folder that is to be made', () => {
    folder.write('state', '');
    expect(wrong()).to.deep.equal([
      'state folder: /state/acme cannot be looked at (ENOTDIR)',
      'spool folder: /state/acme/telemetry/spool cannot be looked at (ENOTDIR)',
    ]);
  });

  it('finds a home in which nothing can be made', () => {
    expect(failing('accessSync', 'EROFS', wrong)).to.deep.equal(
      ['config', 'state', 'spool'].map((name) => `${name} folder:  cannot be written (EROFS)`),
    );
  });

  it('finds a folder that cannot be looked at', () => {
    const found = failing('lstatSync', 'EACCES', wrong);
    expect(found[0]).to.equal('state folder: /state/acme cannot be looked at (EACCES)');
  });

  it('says what to do about each', () => {
    for (const [place] of places) {
      replace(place, (path) => writeFileSync(path, ''));
      for (const { state, remedy } of check()) expect(remedy === undefined).to.equal(state === 'ok');
      rmSync(folder.at(place));
    }
  });
});

describe('checkIdentity', () => {
  const folder = useFolder();

  it('finds nothing wrong with none, and makes none', () => {
    expect(checkIdentity(acmePaths(folder.path))).to.deep.include({ state: 'ok', says: 'none yet' });
  });

  it('says when it was made, and neither id nor salt', () => {
    const paths = acmePaths(folder.path);
    const identity = obtainIdentity(paths, 'stable', 1_800_000_000_000);
    const check = checkIdentity(paths);
    expect(check).to.deep.include({ state: 'ok', says: 'made 2027-01-15T08:00:00.000Z' });
    expect(JSON.stringify(check)).to.not.include(identity?.id).and.not.include(identity?.salt);
  });

  it('finds a file that is not what was written there', () => {
    const { identityFile } = acmePaths(folder.path);
    mkdirSync(dirname(identityFile), { recursive: true });
    writeFileSync(identityFile, '{}');
    const check = checkIdentity(acmePaths(folder.path));
    expect(check).to.include({ state: 'problem' });
    expect(check.says).to.include(identityFile);
  });
});
