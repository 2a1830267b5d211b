import { expect } from 'chai';
import { firstSign, isOn, variableNames } from '../../../src/resource/signs.ts';
import type { Env, Sign } from '../../../src/resource/signs.ts';

const SIGNS: readonly Sign<string>[] = [
  ['pair', 'FIRST', '*', 'SECOND'],
  ['exact', 'NAME', 'acme'],
  ['prefix', 'NAME', 'acme-*'],
  ['on', 'NAME'],
];

const CASES: readonly (readonly [string, Env, string | undefined])[] = [
  ['finds a variable that is on', { NAME: 'x' }, 'on'],
  ['passes over a variable that is off', { NAME: 'off' }, undefined],
  ['compares a value whatever its case', { NAME: 'ACME' }, 'exact'],
  ['compares the beginning of a value', { NAME: 'Acme-7' }, 'prefix'],
  ['wants the second variable too', { FIRST: '1' }, undefined],
  ['wants the second variable on', { FIRST: '1', SECOND: '0' }, undefined],
  ['wants the first variable on', { FIRST: '0', SECOND: '1' }, undefined],
  ['finds a pair', { FIRST: '1', SECOND: 'x' }, 'pair'],
  ['takes the first row that holds', { FIRST: '1', SECOND: 'x', NAME: 'acme' }, 'pair'],
  ['finds nothing in an empty environment', {}, undefined],
];

describe('firstSign', () => {
  for (const [title, env, expected] of CASES) {
    it(title, () => {
      expect(firstSign(env, variableNames(env), SIGNS)).to.equal(expected);
    });
  }
});

describe('isOn', () => {
  for (const word of [undefined, '', ' ', '0', 'false', 'no', 'off', 'FALSE', ' Off ']) {
    it(`says no to ${JSON.stringify(word)}`, () => {
      expect(isOn(word)).to.equal(false);
    });
  }

  for (const word of ['1', 'true', 'yes', 'on', 'woodpecker', '00']) {
    it(`says yes to ${JSON.stringify(word)}`, () => {
      expect(isOn(word)).to.equal(true);
    });
  }
});
