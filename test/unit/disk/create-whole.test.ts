import { expect } from 'chai';
import { readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { createWhole } from '../../../src/disk/create-whole.ts';
import { itOnPosix } from '../support/account.ts';
import { before, callsOf, failing } from '../support/faults.ts';
import { useFolder } from '../support/folder.ts';

describe('createWhole', () => {
  const folder = useFolder();
  const create = (content = 'mine'): boolean => createWhole(folder.at('file'), content);
  const content = (): string => readFileSync(folder.at('file'), 'utf8');

  it('creates a file once, and leaves nothing beside it', () => {
    expect([create('first'), create('second')]).to.deep.equal([true, false]);
    expect(content()).to.equal('first');
    expect(readdirSync(folder.path)).to.deep.equal(['file']);
  });

  itOnPosix('creates it for the user’s eyes only', () => {
    create();
    expect(statSync(folder.at('file')).mode & 0o777).to.equal(0o600);
  });

  it('leaves the file of a process that is a moment quicker', () => {
    let theirs = false;
    const mine = before(
      'linkSync',
      () => void (theirs = create('theirs')),
      () => create('mine'),
    );
    expect([theirs, mine, content()]).to.deep.equal([true, false, 'theirs']);
  });

  it('never writes under the name itself, where a reader could see half of it', () => {
    const written = callsOf('writeFileSync', () => void create());
    expect(written).to.have.lengthOf(1).and.not.include(folder.at('file'));
  });

  it('works the same where the file system has no hard links', () => {
    expect(failing('linkSync', 'EPERM', () => [create('first'), create('second')])).to.deep.equal([
      true,
      false,
    ]);
    expect(content()).to.equal('first');
    expect(readdirSync(folder.path)).to.deep.equal(['file']);
  });

  itOnPosix('writes through no planted link, with hard links and without', () => {
    symlinkSync(folder.at('victim'), folder.at('file'));
    expect(create()).to.equal(false);
    expect(failing('linkSync', 'EPERM', () => create())).to.equal(false);
    expect(readdirSync(folder.path)).to.deep.equal(['file']);
  });

  it('throws and leaves nothing behind where the disk is full', () => {
    expect(() => failing('writeFileSync', 'ENOSPC', () => create())).to.throw('ENOSPC');
    expect(readdirSync(folder.path)).to.deep.equal([]);
  });
});
