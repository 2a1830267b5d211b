import { expect } from 'chai';
import { execFileSync } from 'node:child_process';
import { NODE_ERROR_CODES } from '../../../src/span/node-error-codes.ts';
import { unpackWords } from '../../../src/span/packed-words.ts';

describe('NODE_ERROR_CODES', () => {
  const listed = unpackWords(NODE_ERROR_CODES);

  it('has every code of the Node that runs the tests', () => {
    const program = "process.stdout.write(Object.keys(require('internal/errors').codes).join(' '))";
    const codes = execFileSync(process.execPath, ['--expose-internals', '-e', program], {
      encoding: 'utf8',
    }).split(' ');
    const missing = codes.filter((code) => code.startsWith('ERR_') && !listed.has(code.slice('ERR_'.length)));
    expect(missing).to.deep.equal([]);
    expect(codes.length).to.be.above(200);
  });
});
