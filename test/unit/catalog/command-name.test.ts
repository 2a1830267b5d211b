import { expect } from 'chai';
import {
  isPlaceholder,
  OTHER_NAME,
  ROOT_COMMAND,
  spanName,
  UNKNOWN_COMMAND,
} from '../../../src/catalog/command-name.ts';

describe('spanName', () => {
  for (const [command, name] of [
    ['deploy function', 'acme deploy function'],
    [ROOT_COMMAND, 'acme'],
    [UNKNOWN_COMMAND, 'acme (unknown)'],
    [OTHER_NAME, 'acme (other)'],
  ] as const) {
    it(`is "${name}" for the command ${command}`, () => {
      expect(spanName('acme', command)).to.equal(name);
    });
  }
});

describe('isPlaceholder', () => {
  it('knows our own names from those of a host', () => {
    expect(['(root)', '(unknown)', '(other)'].map((name) => isPlaceholder(name))).to.deep.equal([
      true,
      true,
      true,
    ]);
    expect(['root', '(secret)', '', '(other) '].some((name) => isPlaceholder(name))).to.equal(false);
  });
});
