import { expect } from 'chai';
import { unpackWords } from '../../../src/span/packed-words.ts';

describe('unpackWords', () => {
  it('gives each word what it shares with the one before', () => {
    expect([...unpackWords('aHTTP2_ERROR\ngSTREAM_SELFaZSTD')]).to.deep.equal([
      'HTTP2_ERROR',
      'HTTP2_STREAM_SELF',
      'ZSTD',
    ]);
  });

  it('has no words in nothing', () => {
    expect([...unpackWords('\n')]).to.deep.equal([]);
  });
});
