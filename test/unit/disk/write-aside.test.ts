import { expect } from 'chai';
import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import * as fc from 'fast-check';
import { asideName, writeAside } from '../../../src/disk/write-aside.ts';
import { itOnPosix } from '../support/account.ts';
import { callsOf, failing } from '../support/faults.ts';
import { useFolder } from '../support/folder.ts';

type Failure = readonly [title: string, name: 'renameSync' | 'writeFileSync' | 'fsyncSync', code: string];

const FAILURES: readonly Failure[] = [
  ['the disk is full', 'writeFileSync', 'ENOSPC'],
  ['the disk cannot keep it', 'fsyncSync', 'EIO'],
  ['the name cannot be taken', 'renameSync', 'EACCES'],
];

describe('writeAside', () => {
  const folder = useFolder();

  it('writes what it was given, text or bytes', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'grapheme' }), fc.uint8Array()), (content) => {
        writeAside(folder.at('file'), content);
        expect(readFileSync(folder.at('file'))).to.deep.equal(Buffer.from(content as string));
      }),
      { numRuns: 30 },
    );
  });

  it('replaces what was there and leaves nothing beside it', () => {
    writeAside(folder.write('file', 'a long old text'), 'new', { durable: true });
    expect(readFileSync(folder.at('file'), 'utf8')).to.equal('new');
    expect(readdirSync(folder.path)).to.deep.equal(['file']);
  });

  itOnPosix('writes for the user’s eyes only', () => {
    writeAside(folder.at('file'), '');
    expect(statSync(folder.at('file')).mode & 0o777).to.equal(0o600);
  });

  itOnPosix('writes with another mode where it is told to, whatever the umask', () => {
    const umask = process.umask(0o077);
    writeAside(folder.at('file'), '', { mode: 0o644 });
    process.umask(umask);
    expect(statSync(folder.at('file')).mode & 0o777).to.equal(0o644);
  });

  itOnPosix('replaces a planted link instead of writing through it', () => {
    symlinkSync(folder.write('victim', 'precious'), folder.at('file'));
    writeAside(folder.at('file'), 'new');
    expect(readFileSync(folder.at('victim'), 'utf8')).to.equal('precious');
    expect(readFileSync(folder.at('file'), 'utf8')).to.equal('new');
  });

  for (const [title, name, code] of FAILURES) {
    it(`keeps the old content and leaves nothing behind when ${title}`, () => {
      folder.write('file', 'old');
      const write = (): void => writeAside(folder.at('file'), 'new', { durable: true });
      expect(() => failing(name, code, write)).to.throw(code);
      expect(readFileSync(folder.at('file'), 'utf8')).to.equal('old');
      expect(readdirSync(folder.path)).to.deep.equal(['file']);
    });
  }

  it('throws the system’s error where a folder is in the way, and leaves nothing behind', () => {
    mkdirSync(folder.at('file'));
    expect(() => writeAside(folder.at('file'), 'new')).to.throw();
    expect(readdirSync(folder.path)).to.deep.equal(['file']);
  });

  it('throws the system’s error where the folder is missing', () => {
    expect(() => writeAside(folder.at('nowhere', 'file'), '')).to.throw('ENOENT');
  });

  itOnPosix('throws the system’s error where a file is in the place of the folder', () => {
    folder.write('taken', '');
    expect(() => writeAside(folder.at('taken', 'file'), '')).to.throw('ENOTDIR');
  });

  it('waits for the disk only when asked to', () => {
    const syncs = (durable: boolean): number =>
      callsOf('fsyncSync', () => writeAside(folder.at('file'), '', { durable })).length;
    expect(callsOf('fsyncSync', () => writeAside(folder.at('file'), ''))).to.deep.equal([]);
    expect(syncs(false)).to.equal(0);
    expect(syncs(true)).to.equal(process.platform === 'win32' ? 1 : 2);
  });
});

describe('asideName', () => {
  it('never gives the same name twice, and names one in the same folder', () => {
    const names = Array.from({ length: 1000 }, () => asideName('/a/file'));
    expect(new Set(names).size).to.equal(1000);
    expect(names.every((name) => /^\/a\/file\.[^/]+\.tmp$/.test(name))).to.equal(true);
  });
});
