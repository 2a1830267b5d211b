import { expect } from 'chai';
import * as fc from 'fast-check';
import { rmSync, writeFileSync } from 'node:fs';
import { makeBatches, type Batch } from '../../../src/spool/batches.ts';
import { listEntries, type SpoolFile } from '../../../src/spool/claims.ts';
import { callsOf } from '../support/faults.ts';
import { useFolder } from '../support/folder.ts';
import { makeRecord, spanIdOf, storeRecord } from '../support/spools.ts';

const numbersTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

describe('makeBatches', () => {
  const folder = useFolder();
  const store = (records: readonly string[]): readonly SpoolFile[] => {
    for (const [index, record] of records.entries()) {
      storeRecord({ folder: folder.path, number: index, record, modifiedMs: 1_000_000 + index * 1000 });
    }
    return listEntries(folder.path).files;
  };
  const make = (files: readonly SpoolFile[]): { batches: Batch[]; corrupt: string[] } => {
    const corrupt: string[] = [];
    return { batches: [...makeBatches(files, ({ path }) => corrupt.push(path))], corrupt };
  };

  it('puts records together without changing a byte', () => {
    const records = [makeRecord(1), makeRecord(2, 3)];
    const { batches } = make(store(records));
    expect(batches.map(({ body, spans }) => [body, spans])).to.deep.equal([
      [`{"resourceSpans":[${records.join(',')}]}`, 4],
    ]);
  });

  it('makes no request of nothing', () => {
    expect(make([]).batches).to.deep.equal([]);
  });

  it('begins another request after 512 records', () => {
    const files = store(numbersTo(1025).map((number) => makeRecord(number)));
    expect(make(files).batches.map((batch) => batch.files.length)).to.deep.equal([512, 512, 1]);
  });

  it('makes no empty request where the last is just full', () => {
    const files = store(numbersTo(512).map((number) => makeRecord(number)));
    expect(make(files).batches.map((batch) => batch.files.length)).to.deep.equal([512]);
  });

  it('keeps requests below a million characters, except for a record that is larger by itself', () => {
    const sizes = [1_200_000, 400_000, 400_000, 400_000, 1_500_000, 10];
    const files = store(sizes.map((size) => `{"scopeSpans":[{"spans":[{}]}],"x":"${'x'.repeat(size)}"}`));
    expect(make(files).batches.map((batch) => batch.files.length)).to.deep.equal([1, 2, 1, 1, 1]);
  });

  it('reports corrupt files and sends the good ones among them', () => {
    const files = store([makeRecord(0), 'nonsense', makeRecord(2), '{}']);
    const { batches, corrupt } = make(files);
    expect(batches.map(({ body }) => body)).to.deep.equal([
      `{"resourceSpans":[${makeRecord(0)},${makeRecord(2)}]}`,
    ]);
    expect(corrupt).to.deep.equal([1, 3].map((number) => folder.at(`${spanIdOf(number)}.jsonl`)));
  });

  it('does not mind files that have gone', () => {
    const files = store([makeRecord(0), makeRecord(1)]);
    rmSync(folder.at(`${spanIdOf(0)}.jsonl`));
    const { batches, corrupt } = make(files);
    expect([batches[0]?.files.length, corrupt.length]).to.deep.equal([1, 0]);
  });

  it('reads no file before its turn', () => {
    const batches = makeBatches(store(numbersTo(600).map((number) => makeRecord(number))), () => undefined);
    expect(callsOf('readFileSync', () => void batches.next())).to.have.lengthOf(512);
  });

  it('holds each record once, whole, in order', () => {
    const record = fc.jsonValue().map((more) => JSON.stringify({ scopeSpans: [{ spans: [{}] }], more }));
    fc.assert(
      fc.property(fc.array(record, { minLength: 1, maxLength: 20 }), (records) => {
        const files = records.map((json, index): SpoolFile => {
          const path = folder.at(`p${index}.jsonl`);
          writeFileSync(path, `{}\n${json}\n`);
          return { path, bytes: json.length, modifiedMs: index };
        });
        expect(make(files).batches.map(({ body }) => body)).to.deep.equal([
          `{"resourceSpans":[${records.join(',')}]}`,
        ]);
      }),
      { numRuns: 50 },
    );
  });
});
