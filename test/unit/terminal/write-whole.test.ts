import { expect } from 'chai';
import fs, { closeSync, openSync, readFileSync } from 'node:fs';
import { writeWhole } from '../../../src/terminal/write-whole.ts';
import { useFolder } from '../support/folder.ts';

describe('writeWhole', () => {
  const folder = useFolder();

  /** Writes into a file while writing behaves as a pipe does: some bytes at a time, or none. */
  function written(text: string, takes: (bytes: number) => number): string {
    const { writeSync } = fs;
    const file = folder.at('out');
    const descriptor = openSync(file, 'w');
    fs.writeSync = ((to: number, bytes: Buffer, offset: number) => {
      const count = takes(bytes.length - offset);
      if (count < 0) throw Object.assign(new Error('EAGAIN'), { code: 'EAGAIN' });
      return writeSync(to, bytes, offset, count);
    }) as typeof fs.writeSync;
    try {
      writeWhole(descriptor, text, 100);
    } finally {
      fs.writeSync = writeSync;
      closeSync(descriptor);
    }
    return readFileSync(file, 'utf8');
  }

  it('writes a text at once where that is possible', () => {
    expect(written('grüße\n', (left) => left)).to.equal('grüße\n');
    expect(written('', (left) => left)).to.equal('');
  });

  it('goes on where a pipe took a part, also in the middle of a character', () => {
    expect(written('grüße'.repeat(50), (left) => Math.min(left, 3))).to.equal('grüße'.repeat(50));
  });

  it('waits where a pipe is full', () => {
    let calls = 0;
    const takes = (left: number): number => {
      calls += 1;
      return calls % 3 === 0 ? Math.min(left, 10) : -1;
    };
    expect(written('x'.repeat(100), takes)).to.equal('x'.repeat(100));
  });

  it('gives up where nobody reads any more', () => {
    expect(() => written('x', () => -1)).to.throw('EAGAIN');
  });

  it('throws what else keeps it from writing', () => {
    const descriptor = openSync(folder.at('out'), 'w');
    closeSync(descriptor);
    expect(() => writeWhole(descriptor, 'x')).to.throw('EBADF');
  });
});
