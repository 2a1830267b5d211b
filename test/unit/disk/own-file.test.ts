import { expect } from 'chai';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { presence, readOwnFile } from '../../../src/disk/own-file.ts';
import { asStranger, giveAway, itOnPosix, itWithStranger, STRANGER } from '../support/account.ts';
import { useFolder } from '../support/folder.ts';

describe('readOwnFile', () => {
  const folder = useFolder();

  it('reads a file of one’s own', () => {
    expect(readOwnFile(folder.write('file', 'text'))).to.deep.equal({ state: 'present', text: 'text' });
  });

  it('calls absent only what is not there', () => {
    expect(readOwnFile(folder.at('file'))).to.deep.equal({ state: 'absent' });
    expect(readOwnFile(folder.at('no', 'such', 'folder'))).to.deep.equal({ state: 'absent' });
  });

  it('refuses a folder', () => {
    mkdirSync(folder.at('file'));
    expect(readOwnFile(folder.at('file'))).to.deep.equal({ state: 'unsafe', why: 'not a regular file' });
  });

  itOnPosix('refuses a link, also to a file of one’s own', () => {
    symlinkSync(folder.write('target', 'text'), folder.at('file'));
    expect(readOwnFile(folder.at('file'))).to.deep.equal({ state: 'unsafe', why: 'a symbolic link' });
  });

  itOnPosix('refuses a pipe without waiting for its writer', () => {
    execFileSync('mkfifo', [folder.at('file')]);
    expect(readOwnFile(folder.at('file'))).to.deep.equal({ state: 'unsafe', why: 'not a regular file' });
  });

  it('refuses what is longer than any file of ours', () => {
    expect(readOwnFile(folder.write('long', 'x'.repeat(65_537))).state).to.equal('unsafe');
    expect(readOwnFile(folder.write('short', 'x'.repeat(65_536))).state).to.equal('present');
  });

  itOnPosix('calls unsafe what cannot be looked at', () => {
    writeFileSync(folder.at('file'), '');
    expect(readOwnFile(folder.at('file', 'below'))).to.deep.equal({
      state: 'unsafe',
      why: 'unreadable (ENOTDIR)',
    });
    symlinkSync(folder.at('loop'), folder.at('loop'));
    expect(readOwnFile(folder.at('loop', 'below'))).to.deep.equal({
      state: 'unsafe',
      why: 'unreadable (ELOOP)',
    });
  });

  itWithStranger('refuses a file of another account', () => {
    const file = giveAway(folder.write('file', 'text'));
    expect(readOwnFile(file)).to.deep.equal({ state: 'unsafe', why: 'owned by another account' });
  });

  itWithStranger('reads a file of an account that it was told to trust', () => {
    const file = giveAway(folder.write('file', 'text'));
    expect(readOwnFile(file, [STRANGER]).state).to.equal('present');
  });

  itWithStranger('calls unsafe a file of one’s own that may not be read', () => {
    const file = giveAway(folder.write('file', 'text'));
    chmodSync(file, 0);
    chmodSync(folder.path, 0o755);
    expect(asStranger(() => readOwnFile(file))).to.deep.equal({
      state: 'unsafe',
      why: 'unreadable (EACCES)',
    });
  });
});

describe('presence', () => {
  const folder = useFolder();

  it('tells what is there from what is not', () => {
    expect(presence(folder.write('file', ''))).to.equal('present');
    expect(presence(folder.at('nothing'))).to.equal('absent');
  });

  itOnPosix('counts a dangling link as there', () => {
    symlinkSync(folder.at('nowhere'), folder.at('link'));
    expect(presence(folder.at('link'))).to.equal('present');
  });

  itOnPosix('does not know where it cannot look', () => {
    folder.write('file', '');
    expect(presence(folder.at('file', 'below'))).to.equal('unknown');
  });

  itWithStranger('does not know where it may not look, which existsSync calls absent', () => {
    folder.write('private/file', '');
    expect(asStranger(() => presence(folder.at('private', 'file')))).to.equal('unknown');
  });
});
