import { expect } from 'chai';
import * as fc from 'fast-check';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { trimFiles, type Trimmed } from '../../../src/spool/trim.ts';
import { listEntries, type SpoolFile } from '../../../src/spool/claims.ts';
import type { SpoolBounds } from '../../../src/spool/send-request.ts';
import { useFolder } from '../support/folder.ts';
import { spanIdOf, storeRecord } from '../support/spools.ts';

const NOW = 1_798_761_600_000;
const WIDE: SpoolBounds = { maxRecords: 1000, maxBytes: 1e9, maxAgeMs: 1e12 };

describe('trimFiles', () => {
  const folder = useFolder();
  /** Stores records that are so many seconds old, each of two spans. */
  const store = (...ages: readonly number[]): readonly SpoolFile[] => {
    for (const [index, age] of ages.entries()) {
      storeRecord({ folder: folder.path, number: index, spans: 2, modifiedMs: NOW - age * 1000 });
    }
    return listEntries(folder.path).files;
  };
  const trim = (files: readonly SpoolFile[], bounds: Partial<SpoolBounds>): Trimmed =>
    trimFiles(files, { ...WIDE, ...bounds }, NOW);
  const numbers = ({ kept }: Trimmed): number[] =>
    kept.map(({ path }) => Number.parseInt(path.slice(-22), 16));

  it('keeps everything within the bounds, the oldest first', () => {
    const trimmed = trim(store(1, 3, 2), {});
    expect(numbers(trimmed)).to.deep.equal([1, 2, 0]);
    expect(trimmed.dropped).to.deep.equal({});
  });

  it('drops what is too old, and counts its spans', () => {
    const trimmed = trim(store(9, 10, 11, 12), { maxAgeMs: 10_000 });
    expect(numbers(trimmed)).to.deep.equal([1, 0]);
    expect(trimmed.dropped).to.deep.equal({ 'too-old': 4 });
    expect(existsSync(folder.at(`${spanIdOf(2)}.jsonl`))).to.equal(false);
  });

  it('drops the oldest of too many', () => {
    const trimmed = trim(store(4, 3, 2, 1), { maxRecords: 3 });
    expect(numbers(trimmed)).to.deep.equal([1, 2, 3]);
    expect(trimmed.dropped).to.deep.equal({ 'too-many': 2 });
  });

  it('drops the oldest of too much', () => {
    const files = store(4, 3, 2, 1);
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
    expect(numbers(trim(files, { maxBytes: bytes }))).to.deep.equal([0, 1, 2, 3]);
    const trimmed = trim(files, { maxBytes: bytes - 1 });
    expect(numbers(trimmed)).to.deep.equal([1, 2, 3]);
    expect(trimmed.dropped).to.deep.equal({ 'too-large': 2 });
  });

  it('counts a record that cannot be read as one span', () => {
    storeRecord({ folder: folder.path, number: 1, record: 'nonsense', modifiedMs: 1000 });
    expect(trim(listEntries(folder.path).files, { maxAgeMs: 1 }).dropped).to.deep.equal({ 'too-old': 1 });
  });

  it('does not count a file that has gone: another sender saw to it', () => {
    const files = store(100);
    rmSync(folder.at(`${spanIdOf(0)}.jsonl`));
    expect(trim(files, { maxAgeMs: 1 })).to.deep.equal({ kept: [], dropped: {} });
  });

  it('does not take records of a clock that was set back for old ones', () => {
    expect(numbers(trim(store(-1e6), { maxAgeMs: 1000 }))).to.deep.equal([0]);
  });

  it('keeps within all bounds and accounts for every span, whatever waits', () => {
    let run = 0;
    const bounds = fc.record({ maxRecords: fc.nat(8), maxBytes: fc.nat(4000), maxAgeMs: fc.nat(100_000) });
    fc.assert(
      fc.property(fc.array(fc.nat(100), { maxLength: 12 }), bounds, (ages, limits) => {
        run += 1;
        const dir = folder.at(String(run));
        mkdirSync(dir);
        for (const [number, age] of ages.entries()) {
          storeRecord({ folder: dir, number, spans: 2, modifiedMs: NOW - age * 1000 });
        }
        const { kept, dropped } = trimFiles(listEntries(dir).files, limits, NOW);
        const bytes = kept.reduce((sum, file) => sum + file.bytes, 0);
        expect(kept.length).to.be.at.most(limits.maxRecords);
        expect(bytes).to.be.at.most(limits.maxBytes);
        expect(kept.every(({ modifiedMs }) => NOW - modifiedMs <= limits.maxAgeMs)).to.equal(true);
        const droppedSpans = Object.values(dropped).reduce((sum, spans) => sum + spans, 0);
        expect(kept.length * 2 + droppedSpans).to.equal(ages.length * 2);
        expect(listEntries(dir).files).to.have.lengthOf(kept.length);
      }),
      { numRuns: 40 },
    );
  });
});
