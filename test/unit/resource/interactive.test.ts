import { spawnSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { expect } from 'chai';
import { isInteractive, isTerminal } from '../../../src/resource/interactive.ts';
import type { TerminalProbe } from '../../../src/resource/interactive.ts';

const MODULE = new URL('../../../src/resource/interactive.ts', import.meta.url).href;
const FILE = 0o100644;
const CHARACTERS = 0o020620;

/** What the system says of a descriptor: its type, and on Linux its major device number. */
interface Device {
  readonly mode: number;
  readonly rdev: number;
}

const linux = (major: number): Device => ({ mode: CHARACTERS, rdev: (major << 8) | 1 });
const darwin = (major: number): Device => ({ mode: CHARACTERS, rdev: major * 2 ** 24 + 1 });

/** Tells what `isTerminal` and `isInteractive` say of a device, and whether they had to ask `isatty`. */
function ask(platform: string, device: Device | undefined, answer: boolean) {
  const asked: number[] = [];
  const probe: TerminalProbe = {
    platform,
    fstat: () => {
      if (device === undefined) throw new Error('EBADF');
      return device;
    },
    isatty: (fd) => {
      asked.push(fd);
      return answer;
    },
  };
  const interactive = isInteractive(probe);
  return { interactive, loadsTty: asked.length > 0, terminal: isTerminal(0, probe) };
}

describe('isTerminal', () => {
  it('says no for a file, the null device and a closed descriptor', () => {
    for (const path of [process.execPath, '/dev/null']) {
      const fd = openSync(path, 'r');
      expect(isTerminal(fd), path).to.equal(false);
      closeSync(fd);
      expect(isTerminal(fd), 'closed').to.equal(false);
    }
  });

  it('says yes for a terminal', function () {
    if (process.platform !== 'linux') this.skip();
    const fd = openSync('/dev/ptmx', 'r+');
    expect(isTerminal(fd)).to.equal(true);
    closeSync(fd);
  });

  it('does not load node:tty for pipes and the null device', function () {
    if (process.platform !== 'linux') this.skip();
    const code = `import { isInteractive, isTerminal } from '${MODULE}';
      const answers = [isTerminal(0), isTerminal(1), isTerminal(2), isInteractive()];
      const loaded = process.moduleLoadList.includes('NativeModule tty');
      process.stdout.write(JSON.stringify([answers, loaded]));`;
    const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
      stdio: ['ignore', 'pipe', 'pipe'],
      encoding: 'utf8',
    });
    expect(stdout).to.equal(JSON.stringify([[false, false, false, false], false]));
  });

  it('believes isatty where a device number says terminal', () => {
    expect(ask('linux', linux(136), false).terminal).to.equal(false);
    expect(ask('linux', linux(136), true).terminal).to.equal(true);
  });

  it('asks isatty on Windows where fstat fails on a console', () => {
    expect(ask('win32', undefined, true).terminal).to.equal(true);
    expect(ask('linux', undefined, true).terminal).to.equal(false);
  });
});

const DEVICES: readonly (readonly [string, string, Device, boolean, boolean])[] = [
  ['a pseudo-terminal of Linux', 'linux', linux(136), true, false],
  ['a late pseudo-terminal of Linux', 'linux', linux(143), true, false],
  ['a console of Linux', 'linux', linux(4), true, false],
  ['/dev/tty', 'linux', linux(5), true, false],
  ['/dev/null', 'linux', linux(1), false, false],
  ['another device of Linux', 'linux', linux(188), true, true],
  ['a pseudo-terminal of macOS', 'darwin', darwin(16), true, false],
  ['another device of macOS', 'darwin', darwin(3), true, true],
  ['a console of Windows', 'win32', { mode: CHARACTERS, rdev: 0 }, true, true],
  ['a file', 'linux', { mode: FILE, rdev: 0x8801 }, false, false],
];

describe('isInteractive', () => {
  for (const [title, platform, device, interactive, loadsTty] of DEVICES) {
    it(`says ${interactive ? 'yes' : 'no'} for ${title}${loadsTty ? ' if isatty does' : ' unasked'}`, () => {
      expect(ask(platform, device, true)).to.include({ interactive, loadsTty });
      if (loadsTty) expect(ask(platform, device, false).interactive).to.equal(false);
    });
  }

  it('wants both standard input and standard error', () => {
    for (const file of [0, 2]) {
      const probe: TerminalProbe = {
        platform: 'linux',
        fstat: (fd) => (fd === file ? { mode: FILE, rdev: 0 } : linux(136)),
        isatty: () => true,
      };
      expect(isInteractive(probe), `file at ${file}`).to.equal(false);
    }
  });
});
