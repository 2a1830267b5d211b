import { expect } from 'chai';
import * as fc from 'fast-check';
import { shortenOsVersion, shortenVersion } from '../../../src/resource/version.ts';

const VERSIONS: readonly (readonly [string, string | undefined])[] = [
  ['1.2.0', '1.2.0'],
  ['v24.21.0', '24.21.0'],
  ['1.2', '1.2'],
  ['1.2.3.4', '1.2.3'],
  ['1.2.0-beta.3', '1.2.0-beta.3'],
  ['1.2.0-beta', '1.2.0-beta'],
  ['1.2.0-rc1', '1.2.0-rc.1'],
  ['1.2.0-RC.1', '1.2.0-rc.1'],
  ['1.2.0-SNAPSHOT', '1.2.0-snapshot'],
  ['1.2.0-alpha.1.alice', '1.2.0-alpha.1'],
  ['1.2.0-alpha.alice.1', '1.2.0-alpha'],
  ['1.2.0-next.17+build.5', '1.2.0-next.17'],
  ['1.2.0-alice.smith+contoso', '1.2.0'],
  ['1.2.0-betamax', '1.2.0'],
  ['1.2.0-1', '1.2.0'],
  ['1.2.0+alice', '1.2.0'],
  ['1.2.0+alice-beta.1', '1.2.0'],
  ['24.0.0-nightly20260131abcdef', '24.0.0-nightly'],
  ['1.2.0-nightly.20260131', '1.2.0-nightly'],
  ['1.2.0-dev.3f9a2b', '1.2.0-dev'],
  ['1.2.20260131', '1.2'],
  ['1.2.3f9a2b', '1.2'],
  ['20260131.1.0', undefined],
  ['1.20260131.0', undefined],
  ['1', undefined],
  ['', undefined],
  ['v', undefined],
  ['latest', undefined],
  ['alice', undefined],
  ['workspace:*', undefined],
  ['1..2', undefined],
  ['-1.2.3', undefined],
  ['１.２.３', undefined],
];

const OS_VERSIONS: readonly (readonly [string, string | undefined])[] = [
  ['6.1.0-18-amd64', '6.1'],
  ['5.15.167.4-microsoft-standard-WSL2', '5.15'],
  ['10.0.22631', '10.0'],
  ['24.6.0', '24.6'],
  ['14.1-RELEASE-p5', '14.1'],
  ['6.1-alice', '6.1'],
  ['6', undefined],
  ['alice', undefined],
  ['', undefined],
];

const SHAPE =
  /^\d{1,6}\.\d{1,6}(\.\d{1,6})?(-(alpha|beta|rc|canary|next|nightly|dev|preview|pre|snapshot|insiders|edge|experimental)(\.\d{1,6})?)?$/;

const PIECES = ['v', '1', '.', '-', '+', '2.0', 'beta', 'rc', 'alice', '20260131', 'f', 'nightly', ' ', '\n'];

describe('shortenVersion', () => {
  for (const [version, expected] of VERSIONS) {
    it(`makes ${expected} of ${JSON.stringify(version)}`, () => {
      expect(shortenVersion(version)).to.equal(expected);
    });
  }

  it('returns nothing but numbers and a known channel, whatever comes in', () => {
    const pieces = fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(fc.string(), pieces), (version) => {
        const short = shortenVersion(version);
        expect(short === undefined || SHAPE.test(short), short).to.equal(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('leaves alone what it has shortened', () => {
    const short = fc
      .tuple(
        fc.nat(999_999),
        fc.nat(999_999),
        fc.nat(999_999),
        fc.constantFrom('', '-beta.3', '-rc', '-dev.0'),
      )
      .map(([major, minor, patch, channel]) => `${major}.${minor}.${patch}${channel}`);
    fc.assert(fc.property(short, (version) => shortenVersion(version) === version));
  });
});

describe('shortenOsVersion', () => {
  for (const [release, expected] of OS_VERSIONS) {
    it(`makes ${expected} of ${JSON.stringify(release)}`, () => {
      expect(shortenOsVersion(release)).to.equal(expected);
    });
  }

  it('returns nothing but two numbers, whatever comes in', () => {
    fc.assert(
      fc.property(fc.string(), (release) => {
        expect(shortenOsVersion(release) ?? '0.0').to.match(/^\d{1,6}\.\d{1,6}$/);
      }),
    );
  });
});
