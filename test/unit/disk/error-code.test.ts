import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { errorCode } from '../../../src/disk/error-code.ts';

describe('errorCode', () => {
  it('gives the code of a system error', () => {
    try {
      readFileSync('/no/such/file');
    } catch (error) {
      expect(errorCode(error)).to.equal('ENOENT');
    }
  });

  const codeless = [
    new Error('plain'),
    Object.assign(new Error('x'), { code: 2 }),
    { code: 'EIO' },
    null,
    'EIO',
  ];
  for (const [index, error] of codeless.entries()) {
    it(`gives "unknown" for what is not a system error (${index})`, () => {
      expect(errorCode(error)).to.equal('unknown');
    });
  }
});
