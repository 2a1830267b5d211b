import { expect } from 'chai';
import { detectPackageManager } from '../../../src/resource/package-manager.ts';
import { PACKAGE_MANAGERS } from '../../../src/resource/values.ts';

const CASES: readonly (readonly [string | undefined, string | undefined])[] = [
  ['npm/11.6.0 node/v24.21.0 linux x64 workspaces/false', 'npm'],
  ['pnpm/10.1.0 npm/? node/v24.21.0 linux x64', 'pnpm'],
  ['yarn/1.22.22 npm/? node/v24.21.0 linux x64', 'yarn'],
  ['bun/1.3.0 npm/? node/v24.3.0 linux x64', 'bun'],
  ['deno/2.5.0 npm/? deno/2.5.0 linux x86_64', 'deno'],
  ['npminstall/7.12.0 npm/? node/v24.21.0 linux x64', 'cnpm'],
  ['alice-secret-registry/1.0 npm/11', 'other'],
  ['npm', 'npm'],
  ['nonsense', 'other'],
  ['', undefined],
  [' ', undefined],
  [undefined, undefined],
];

describe('detectPackageManager', () => {
  it('has a case for every package manager of the list', () => {
    const tested = new Set(CASES.map(([, expected]) => expected));
    expect(PACKAGE_MANAGERS.filter((manager) => !tested.has(manager))).to.deep.equal([]);
  });

  for (const [userAgent, expected] of CASES) {
    it(`answers ${expected} for ${JSON.stringify(userAgent)}`, () => {
      expect(detectPackageManager({ npm_config_user_agent: userAgent })).to.equal(expected);
    });
  }
});
