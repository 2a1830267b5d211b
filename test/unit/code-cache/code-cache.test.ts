import { expect } from 'chai';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { readCodeCache, writeCodeCaches, type CodeCachePlace } from '../../../src/code-cache/code-cache.ts';
import { compileBundle } from '../../../src/code-cache/script.ts';
import { giveAway, itOnPosix, itWithStranger } from '../support/account.ts';
import { useFolder } from '../support/folder.ts';
import { acmePaths } from '../support/hosts.ts';

/** A bundle whose rehearsals are noted where the tests can see them. */
const SOURCE = `module.exports = {
  warmUp(folder) { globalThis.rehearsals?.(folder); },
  answer: () => 42,
};`;

describe('code cache', () => {
  const folder = useFolder();
  const place = (build = 'b1'): CodeCachePlace => ({ ...acmePaths(folder.path), build });
  const bundles = (): { session: string; recorder: string } => ({
    session: folder.write('dist/session.cjs', SOURCE),
    recorder: folder.write('dist/recorder.cjs', `${SOURCE} // recorder`),
  });
  const write = (build?: string): void => writeCodeCaches(place(build), bundles());
  const files = (): string[] => readdirSync(place().codeCacheDir).toSorted();
  const cacheOf = (bundle: string): string =>
    folder.at('state', 'acme', 'telemetry', 'cache', files().find((name) => name.startsWith(bundle)) ?? '');

  it('is none before a sender made one', () => {
    expect(readCodeCache(place(), 'recorder')).to.equal(undefined);
  });

  it('is one that V8 accepts, of each bundle', () => {
    write();
    for (const bundle of ['session', 'recorder'] as const) {
      const cachedData = readCodeCache(place(), bundle);
      const filename = bundles()[bundle];
      const source = readFileSync(filename, 'latin1');
      const { script, run } = compileBundle({ source, filename, cachedData });
      expect(script.cachedDataRejected).to.equal(false);
      expect(run()).to.have.property('answer');
    }
  });

  describe('rehearsal', () => {
    const onRehearsal = (note: (folder: string) => void): void =>
      void Reflect.set(globalThis, 'rehearsals', note);
    afterEach(() => Reflect.deleteProperty(globalThis, 'rehearsals'));

    it('runs each bundle once, in a folder of its own that does not stay', () => {
      const notes: string[] = [];
      onRehearsal((rehearsal) => {
        notes.push(rehearsal);
        writeFileSync(join(rehearsal, 'left-behind'), '');
      });
      write();
      write();
      expect(notes.filter((rehearsal) => !existsSync(rehearsal))).to.have.lengthOf(2);
      expect(files().map((name) => name.split('-')[0])).to.deep.equal(['recorder', 'session']);
    });

    it('leaves no folder behind when it fails, and is tried again', () => {
      onRehearsal(() => {
        throw new Error('no rehearsal');
      });
      expect(() => write()).to.throw('no rehearsal');
      expect(files()).to.deep.equal([]);
      onRehearsal(() => undefined);
      write();
      expect(files()).to.have.lengthOf(2);
    });
  });

  itOnPosix('is for the user’s eyes only', () => {
    write();
    expect(statSync(cacheOf('recorder')).mode & 0o777).to.equal(0o600);
  });

  it('of another build is not taken, and goes when a sender makes the new one', () => {
    write('b1');
    expect(readCodeCache(place('b2'), 'recorder')).to.equal(undefined);
    write('b2');
    expect(files()).to.have.lengthOf(2);
    expect(files().every((name) => name.includes('b2'))).to.equal(true);
  });

  const damages: readonly (readonly [title: string, damage: (bytes: Buffer) => Buffer])[] = [
    ['one bit has flipped', (bytes) => (bytes.writeUInt8(bytes.readUInt8(100) ^ 1, 100), bytes)],
    ['its end is missing', (bytes) => bytes.subarray(0, -2)],
    ['its half is missing', (bytes) => bytes.subarray(0, bytes.length / 2)],
    ['it has an odd length', (bytes) => bytes.subarray(0, -1)],
    ['it is empty', () => Buffer.alloc(0)],
    ['it is far too large', () => Buffer.alloc(4_000_002)],
  ];
  for (const [title, damage] of damages) {
    it(`is not taken where ${title}, and is made again`, () => {
      write();
      const file = cacheOf('recorder');
      const whole = readCodeCache(place(), 'recorder');
      writeFileSync(file, damage(readFileSync(file)));
      expect(readCodeCache(place(), 'recorder')).to.equal(undefined);
      write();
      expect(readCodeCache(place(), 'recorder')?.length).to.equal(whole?.length);
    });
  }

  itOnPosix('is not taken through a link', () => {
    write();
    renameSync(cacheOf('recorder'), folder.at('elsewhere'));
    symlinkSync(folder.at('elsewhere'), cacheOf('session').replace('session-', 'recorder-'));
    expect(readCodeCache(place(), 'recorder')).to.equal(undefined);
  });

  itOnPosix('is not taken from below a folder that is a link', () => {
    write();
    renameSync(folder.at('state', 'acme'), folder.at('moved'));
    symlinkSync(folder.at('moved'), folder.at('state', 'acme'));
    expect(readCodeCache(place(), 'recorder')).to.equal(undefined);
  });

  itWithStranger('is not taken from another account', () => {
    write();
    giveAway(cacheOf('recorder'));
    expect(readCodeCache(place(), 'recorder')).to.equal(undefined);
  });

  it('is none where a file or a folder is in its way, and nothing throws', () => {
    write();
    const file = cacheOf('recorder');
    renameSync(file, folder.at('gone'));
    mkdirSync(file);
    expect(readCodeCache(place(), 'recorder')).to.equal(undefined);
    const blocked = { ...place(), codeCacheDir: folder.write('blocked', '') };
    expect(readCodeCache(blocked, 'recorder')).to.equal(undefined);
  });

  itOnPosix('is not written into a planted folder', () => {
    mkdirSync(folder.at('theirs'));
    mkdirSync(folder.at('state'));
    symlinkSync(folder.at('theirs'), folder.at('state', 'acme'));
    write();
    expect(readdirSync(folder.at('theirs'))).to.deep.equal([]);
  });
});
