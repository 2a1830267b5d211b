import { expect } from 'chai';
import { hostArch, osType, readProcessInfo, roundCpus, runtimeName } from '../../../src/resource/machine.ts';
import { HOST_ARCHS, OS_TYPES } from '../../../src/resource/values.ts';

const PLATFORMS: readonly (readonly [string, string | undefined])[] = [
  ['linux', 'linux'],
  ['android', 'linux'],
  ['darwin', 'darwin'],
  ['win32', 'windows'],
  ['cygwin', 'windows'],
  ['freebsd', 'freebsd'],
  ['openbsd', 'openbsd'],
  ['netbsd', 'netbsd'],
  ['sunos', 'solaris'],
  ['aix', 'aix'],
  ['os390', 'zos'],
  ['haiku', undefined],
  ['constructor', undefined],
];

const ARCHS: readonly (readonly [string, string | undefined])[] = [
  ['x64', 'amd64'],
  ['arm64', 'arm64'],
  ['ia32', 'x86'],
  ['arm', 'arm32'],
  ['ppc64', 'ppc64'],
  ['s390x', 's390x'],
  ['riscv64', 'riscv64'],
  ['loong64', 'loong64'],
  ['mips', undefined],
];

const CPUS: readonly (readonly [number, number])[] = [
  [1, 1],
  [12, 12],
  [16, 16],
  [17, 16],
  [31, 16],
  [32, 32],
  [96, 64],
  [384, 256],
];

describe('osType', () => {
  for (const [platform, expected] of PLATFORMS) {
    it(`translates ${platform} to ${expected}`, () => {
      expect(osType(platform)).to.equal(expected);
    });
  }

  it('can return every member of its list', () => {
    expect(new Set(PLATFORMS.map(([, type]) => type))).to.include.keys(...OS_TYPES);
  });
});

describe('hostArch', () => {
  for (const [arch, expected] of ARCHS) {
    it(`translates ${arch} to ${expected}`, () => {
      expect(hostArch(arch)).to.equal(expected);
    });
  }

  it('can return every member of its list', () => {
    expect(new Set(ARCHS.map(([, id]) => id))).to.include.keys(...HOST_ARCHS);
  });
});

describe('runtimeName', () => {
  it('recognises Bun and Deno though they claim to be Node', () => {
    expect(runtimeName({ node: '24.3.0', bun: '1.3.0' })).to.equal('bun');
    expect(runtimeName({ node: '24.3.0', deno: '2.5.0' })).to.equal('deno');
    expect(runtimeName({ node: '24.21.0' })).to.equal('nodejs');
  });
});

describe('roundCpus', () => {
  for (const [cpus, expected] of CPUS) {
    it(`makes ${expected} of ${cpus}`, () => {
      expect(roundCpus(cpus)).to.equal(expected);
    });
  }
});

describe('readProcessInfo', () => {
  it('reads this process and its machine', () => {
    const info = readProcessInfo();
    expect(info).to.include({ platform: process.platform, arch: process.arch });
    expect(info.versions['node']).to.equal(process.versions.node);
    expect(info.osRelease).to.match(/^\d/);
    expect(info.cpus).to.be.greaterThan(0);
  });
});
