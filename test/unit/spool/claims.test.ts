import { expect } from 'chai';
import { mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { basename } from 'node:path';
import { claimPending, listClaims, listEntries, removeIfEmpty } from '../../../src/spool/claims.ts';
import type { SpoolLayout } from '../../../src/spool/layout.ts';
import { giveAway, itOnPosix, itWithStranger } from '../support/account.ts';
import { before } from '../support/faults.ts';
import { useFolder } from '../support/folder.ts';
import { entriesIn, makeSpool, spanIdOf, storeRecord } from '../support/spools.ts';

describe('claims of a spool', () => {
  const folder = useFolder();
  let layout: SpoolLayout;
  beforeEach(() => {
    layout = makeSpool(folder.at('spool'));
  });

  describe('claimPending', () => {
    it('moves all records that wait away at once', () => {
      storeRecord({ folder: layout.pendingDir, number: 1 });
      storeRecord({ folder: layout.pendingDir, number: 2 });
      claimPending(layout);
      const [claim = '', ...others] = listClaims(layout);
      expect(others).to.deep.equal([]);
      expect(readdirSync(claim)).to.deep.equal([`${spanIdOf(1)}.jsonl`, `${spanIdOf(2)}.jsonl`]);
      expect(readdirSync(layout.dir)).not.to.include('pending');
    });

    it('has nothing to do where nothing waits', () => {
      rmSync(layout.pendingDir, { recursive: true });
      claimPending(layout);
      expect(listClaims(layout)).to.deep.equal([]);
    });

    it('does not mind another sender that is quicker', () => {
      before(
        'renameSync',
        () => claimPending(layout),
        () => claimPending(layout),
      );
      expect(listClaims(layout)).to.have.lengthOf(1);
    });

    itOnPosix('leaves a folder that is a link where it is', () => {
      rmSync(layout.pendingDir, { recursive: true });
      mkdirSync(folder.at('elsewhere'));
      symlinkSync(folder.at('elsewhere'), layout.pendingDir);
      claimPending(layout);
      expect(readdirSync(layout.dir)).to.include('pending');
    });

    itWithStranger('leaves another account’s folder where it is', () => {
      giveAway(layout.pendingDir);
      claimPending(layout);
      expect(readdirSync(layout.dir)).to.include('pending');
    });
  });

  describe('listClaims', () => {
    it('lists the oldest first, and nothing else of the spool', () => {
      for (const name of ['claim-1700000000002-9-x', 'claim-1700000000001-9-x', 'other', 'claims']) {
        mkdirSync(folder.at('spool', name));
      }
      folder.write('spool/claim-file', '');
      expect(listClaims(layout).map((claim) => basename(claim))).to.deep.equal([
        'claim-1700000000001-9-x',
        'claim-1700000000002-9-x',
      ]);
    });

    itOnPosix('does not go through links', () => {
      mkdirSync(folder.at('elsewhere'));
      symlinkSync(folder.at('elsewhere'), folder.at('spool', 'claim-1'));
      expect(listClaims(layout)).to.deep.equal([]);
    });

    it('lists none where there is no spool', () => {
      rmSync(layout.dir, { recursive: true });
      expect(listClaims(layout)).to.deep.equal([]);
    });
  });

  describe('listEntries', () => {
    it('lists the oldest first, with size and time', () => {
      const newer = storeRecord({ folder: layout.pendingDir, number: 1, modifiedMs: 2_000_000 });
      const older = storeRecord({ folder: layout.pendingDir, number: 2, modifiedMs: 1_000_000 });
      const { files, foreign } = listEntries(layout.pendingDir);
      expect(files.map(({ path, modifiedMs }) => [path, modifiedMs])).to.deep.equal([
        [older, 1_000_000],
        [newer, 2_000_000],
      ]);
      expect(files[0]?.bytes).to.be.above(100);
      expect(foreign).to.equal(0);
    });

    it('passes over what is no entry, such as a file half written aside', () => {
      folder.write('spool/pending/0.jsonl.7.abc.tmp', '');
      folder.write('spool/pending/notes.txt', '');
      expect(listEntries(layout.pendingDir)).to.deep.equal({ files: [], foreign: 0 });
    });

    itOnPosix('counts links and folders as foreign', () => {
      symlinkSync(folder.write('elsewhere', ''), folder.at('spool', 'pending', '1.jsonl'));
      symlinkSync(folder.at('nowhere'), folder.at('spool', 'pending', '2.jsonl'));
      mkdirSync(folder.at('spool', 'pending', '3.jsonl'));
      expect(listEntries(layout.pendingDir)).to.deep.equal({ files: [], foreign: 3 });
    });

    itWithStranger('counts files of other accounts as foreign', () => {
      giveAway(storeRecord({ folder: layout.pendingDir, number: 1 }));
      expect(listEntries(layout.pendingDir)).to.deep.equal({ files: [], foreign: 1 });
    });

    itWithStranger('finds none in another account’s folder', () => {
      storeRecord({ folder: layout.pendingDir, number: 1 });
      giveAway(layout.pendingDir);
      expect(listEntries(layout.pendingDir).files).to.deep.equal([]);
    });

    it('finds none in a folder that is missing', () => {
      expect(listEntries(folder.at('nowhere'))).to.deep.equal({ files: [], foreign: 0 });
    });

    it('does not mind an entry that disappears meanwhile', () => {
      const file = storeRecord({ folder: layout.pendingDir, number: 1 });
      const listed = before(
        { name: 'lstatSync', nth: 2 },
        () => rmSync(file),
        () => listEntries(layout.pendingDir),
      );
      expect(listed.files).to.deep.equal([]);
    });
  });

  describe('removeIfEmpty', () => {
    it('removes an empty claim, and keeps one with anything in it', () => {
      mkdirSync(folder.at('spool', 'claim-1'));
      folder.write('spool/claim-2/foreign', '');
      for (const claim of [...listClaims(layout), folder.at('nowhere')]) removeIfEmpty(claim);
      expect(entriesIn(layout.dir).filter((name) => name.startsWith('claim-'))).to.deep.equal(['claim-2']);
    });
  });
});
