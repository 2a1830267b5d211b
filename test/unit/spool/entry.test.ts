import { expect } from 'chai';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
} from 'node:fs';
import { claimPending, listClaims } from '../../../src/spool/claims.ts';
import { openEntry, type Entry } from '../../../src/spool/entry.ts';
import { spoolLayout, type SpoolLayout } from '../../../src/spool/layout.ts';
import { itOnPosix } from '../support/account.ts';
import { before, failing } from '../support/faults.ts';
import { useFolder } from '../support/folder.ts';
import { raceProgram } from '../support/programs.ts';
import { waitUntil } from '../support/wait-until.ts';
import { entriesIn, linesOf, spanIdOf } from '../support/spools.ts';

const ID = spanIdOf(7);
const NAME = `${ID}.jsonl`;

describe('openEntry', () => {
  const folder = useFolder();
  const layout = (): SpoolLayout => spoolLayout(folder.at('spool'));
  const open = (line = 'first'): Entry => openEntry(layout(), ID, line);
  const running = (): string => folder.at('spool', 'running', NAME);
  const pending = (): string => folder.at('spool', 'pending', NAME);

  it('begins as a journal of one line, with the folders that it needs', () => {
    open();
    expect(linesOf(running())).to.deep.equal(['first']);
  });

  itOnPosix('is for the user’s eyes only', () => {
    open();
    openEntry(layout(), spanIdOf(8), 'in a folder that is there');
    for (const id of [ID, spanIdOf(8)]) {
      expect(statSync(folder.at('spool', 'running', `${id}.jsonl`)).mode & 0o777).to.equal(0o600);
    }
    expect(statSync(folder.at('spool', 'running')).mode & 0o777).to.equal(0o700);
  });

  it('takes updates as further lines', () => {
    const entry = open();
    entry.update('second');
    entry.update('third');
    expect(linesOf(running())).to.deep.equal(['first', 'second', 'third']);
  });

  it('becomes a record by one move', () => {
    expect(open().commit('record')).to.equal('stored');
    expect(existsSync(running())).to.equal(false);
    expect(linesOf(pending())).to.deep.equal(['first', 'record']);
  });

  it('knows whether somebody has removed it', () => {
    const entry = open();
    expect(entry.isThere()).to.equal(true);
    rmSync(running());
    expect(entry.isThere()).to.equal(false);
  });

  it('shows signs of life', () => {
    const entry = open();
    utimesSync(running(), 1, 1);
    entry.touch();
    expect(statSync(running()).mtimeMs).to.be.closeTo(Date.now(), 60_000);
  });

  it('leaves nothing when it is discarded, once or twice', () => {
    const entry = open();
    entry.discard();
    entry.discard();
    expect(entriesIn(folder.at('spool', 'running'))).to.deep.equal([]);
    expect(entry.commit('record')).to.equal('revoked');
  });

  it('is revoked when somebody has removed it, and does not come back', () => {
    const entry = open();
    rmSync(running());
    entry.update('second');
    expect(entry.commit('record')).to.equal('revoked');
    expect(entriesIn(folder.at('spool', 'running'))).to.deep.equal([]);
    expect(existsSync(folder.at('spool', 'pending'))).to.equal(false);
  });

  it('is revoked when the whole spool is gone, and does not make it again', () => {
    const entry = open();
    rmSync(folder.at('spool'), { recursive: true });
    expect(entry.commit('record')).to.equal('revoked');
    expect(existsSync(folder.at('spool'))).to.equal(false);
  });

  it('is revoked when it is removed just before it is handed over', () => {
    const entry = open();
    const result = before(
      'renameSync',
      () => rmSync(running()),
      () => entry.commit('record'),
    );
    expect(result).to.equal('revoked');
    expect(entriesIn(folder.at('spool', 'pending'))).to.deep.equal([]);
  });

  it('survives a sender that claims the folder just before it is handed over', () => {
    mkdirSync(layout().runningDir, { recursive: true });
    mkdirSync(layout().pendingDir);
    const entry = open();
    const result = before(
      'renameSync',
      () => claimPending(layout()),
      () => entry.commit('record'),
    );
    expect(result).to.equal('stored');
    expect(linesOf(pending())).to.deep.equal(['first', 'record']);
    expect(listClaims(layout())).to.have.lengthOf(1);
  });

  it('survives a sender that claims the folder again and again', () => {
    const entry = open();
    const claimAgain = (): void => {
      mkdirSync(layout().pendingDir, { recursive: true });
      renameSync(layout().pendingDir, folder.at('spool', `claim-${Math.random()}`));
    };
    const interrupted = [1, 2, 3].reduce<() => string>(
      (work) => () => before('renameSync', claimAgain, work),
      () => entry.commit('record'),
    );
    expect(interrupted()).to.equal('stored');
    expect(linesOf(pending())).to.deep.equal(['first', 'record']);
  });

  it('gives up in the end where the folder cannot be kept, and says so', () => {
    const entry = open();
    expect(() => failing('renameSync', 'ENOENT', () => entry.commit('record'))).to.throw('cannot be kept');
  });

  it('throws the system’s error where it cannot be written', () => {
    const entry = open();
    expect(() => failing('writeFileSync', 'ENOSPC', () => entry.commit('record'))).to.throw('ENOSPC');
    expect(() => failing('renameSync', 'EACCES', () => entry.commit('record'))).to.throw('EACCES');
  });

  it('does not begin twice', () => {
    open();
    expect(() => open()).to.throw('EEXIST');
  });

  itOnPosix('does not write through a planted link, when it begins and later', () => {
    const victim = folder.write('victim', 'precious\n');
    mkdirSync(layout().runningDir, { recursive: true });
    symlinkSync(victim, running());
    expect(() => open()).to.throw('EEXIST');
    rmSync(running());
    const entry = open();
    rmSync(running());
    symlinkSync(victim, running());
    expect(() => entry.update('second')).to.throw('ELOOP');
    expect(() => entry.commit('record')).to.throw('ELOOP');
    expect(readFileSync(victim, 'utf8')).to.equal('precious\n');
  });

  it('loses no record and breaks none while a sender claims as fast as it can', async () => {
    mkdirSync(folder.at('spool'));
    const race = raceProgram('claim-for-ever', [folder.at('spool')], 1);
    const numbers = Array.from({ length: 1500 }, (_, index) => index);
    const record = JSON.stringify({ scopeSpans: [{ spans: [{}] }] });
    const results: string[] = [];
    await waitUntil('the sender at work', () => existsSync(folder.at('spool', 'started')));
    for (const number of numbers) results.push(openEntry(layout(), spanIdOf(number), '{}').commit(record));
    folder.write('spool/stop', '');
    const taken = (await race).join('').trim().split('\n');
    expect(new Set(results)).to.deep.equal(new Set(['stored']));
    expect(taken.toSorted()).to.deep.equal(numbers.map((number) => `${spanIdOf(number)}.jsonl`).toSorted());
  });
});
