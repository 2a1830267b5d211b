import { expect } from 'chai';
import { chmodSync, existsSync, mkdirSync, readdirSync, statSync, symlinkSync } from 'node:fs';
import { ensureOwnFolder, isOwnFolder } from '../../../src/disk/own-folder.ts';
import { asStranger, giveAway, itOnPosix, itWithStranger } from '../support/account.ts';
import { before } from '../support/faults.ts';
import { useFolder } from '../support/folder.ts';

describe('ensureOwnFolder', () => {
  const folder = useFolder();
  const ensure = (): boolean =>
    ensureOwnFolder(folder.at('home', 'state', 'acme', 'spool'), [
      folder.at('home', 'state'),
      folder.at('home', 'state', 'acme'),
    ]);

  it('makes the folder and those above it', () => {
    expect(ensure()).to.equal(true);
    expect(statSync(folder.at('home', 'state', 'acme', 'spool')).isDirectory()).to.equal(true);
  });

  it('is content with what is there', () => {
    ensure();
    expect(ensure()).to.equal(true);
  });

  itOnPosix('makes folders that nobody else can look into', () => {
    ensure();
    for (const parts of [[], ['state'], ['state', 'acme'], ['state', 'acme', 'spool']]) {
      expect(statSync(folder.at('home', ...parts)).mode & 0o777).to.equal(0o700);
    }
  });

  for (const planted of [
    ['home', 'state'],
    ['home', 'state', 'acme'],
  ]) {
    itOnPosix(`refuses a link planted at ${planted.join('/')}, and leaves its target alone`, () => {
      mkdirSync(folder.at('theirs'));
      mkdirSync(folder.at(...planted.slice(0, -1)), { recursive: true });
      symlinkSync(folder.at('theirs'), folder.at(...planted));
      expect(ensure()).to.equal(false);
      expect(readdirSync(folder.at('theirs'))).to.deep.equal([]);
    });

    it(`refuses a file at ${planted.join('/')}`, () => {
      folder.write(planted.join('/'), '');
      expect(ensure()).to.equal(false);
    });

    itWithStranger(`refuses another account’s folder at ${planted.join('/')}`, () => {
      mkdirSync(folder.at(...planted), { recursive: true });
      giveAway(folder.at(...planted));
      expect(ensure()).to.equal(false);
      expect(readdirSync(folder.at(...planted))).to.deep.equal([]);
    });
  }

  itWithStranger('gives up quietly where it may not write', () => {
    mkdirSync(folder.at('home'));
    chmodSync(folder.path, 0o755);
    chmodSync(folder.at('home'), 0o755);
    expect(asStranger(ensure)).to.equal(false);
    expect(existsSync(folder.at('home', 'state'))).to.equal(false);
  });

  it('accepts the folder that another command makes in between', () => {
    const isOwn = before({ name: 'mkdirSync', nth: 2 }, () => mkdirSync(folder.at('home', 'state')), ensure);
    expect(isOwn).to.equal(true);
  });
});

describe('isOwnFolder', () => {
  const folder = useFolder();

  it('knows a folder of one’s own from a file and from nothing', () => {
    expect(isOwnFolder(folder.path)).to.equal(true);
    expect(isOwnFolder(folder.write('file', ''))).to.equal(false);
    expect(isOwnFolder(folder.at('nothing'))).to.equal(false);
  });

  itOnPosix('is not deceived by a link to a folder of one’s own', () => {
    mkdirSync(folder.at('mine'));
    symlinkSync(folder.at('mine'), folder.at('link'));
    expect(isOwnFolder(folder.at('link'))).to.equal(false);
  });

  itWithStranger('knows another account’s folder', () => {
    mkdirSync(folder.at('theirs'));
    expect(isOwnFolder(giveAway(folder.at('theirs')))).to.equal(false);
  });
});
