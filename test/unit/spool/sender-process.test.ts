import { expect } from 'chai';
import { SENDER_ARGUMENT } from '../../../src/spool/sender-call.ts';
import { findSender, type SenderSources, type SenderStart } from '../../../src/spool/sender-process.ts';

const FILE = '/acme/node_modules/commandspan/dist/sender.js';
const SCRIPT = '/acme/cli.js';

/** What a program is, as Node's own properties say it. */
interface Runtime {
  readonly execPath?: string;
  readonly versions?: Readonly<Record<string, string>>;
  readonly execArgv?: readonly string[];
  readonly permission?: { readonly has: () => boolean };
}

/** Runs work as another runtime would. */
function under<T>(runtime: Runtime, work: () => T): T {
  const given = { ...runtime, versions: { ...process.versions, ...runtime.versions } };
  const before = Object.keys(given).map(
    (key) => [key, Object.getOwnPropertyDescriptor(process, key)] as const,
  );
  for (const [key, value] of Object.entries(given)) {
    Object.defineProperty(process, key, { value, configurable: true });
  }
  Reflect.set(globalThis, 'Deno', DENO);
  try {
    return work();
  } finally {
    Reflect.deleteProperty(globalThis, 'Deno');
    for (const [key, descriptor] of before) {
      if (descriptor === undefined) Reflect.deleteProperty(process, key);
      else Object.defineProperty(process, key, descriptor);
    }
  }
}

/** Asked only where the versions name Deno. */
const DENO = { build: {}, permissions: { querySync: () => ({ state: 'granted' }) } };

const NODE: Runtime = { execPath: '/usr/bin/node' };
const sources = (senderFile?: string, script?: string): SenderSources => ({
  senderFile,
  offer: { made: () => (script === undefined ? undefined : { script }) },
});
const find = (runtime: Runtime, given: SenderSources): SenderStart => under(runtime, () => findSender(given));

describe('findSender', () => {
  it('takes our own file where Node is plain Node, whether or not the host offers itself', () => {
    for (const script of [undefined, SCRIPT]) {
      expect(find(NODE, sources(FILE, script))).to.deep.equal({ state: 'file', args: [FILE] });
    }
  });

  for (const [title, runtime] of [
    ['bundled', NODE],
    ['bun', { execPath: '/usr/bin/bun', versions: { bun: '1.4.5' } }],
    ['deno', { execPath: '/usr/bin/deno', versions: { deno: '2.5.0' } }],
    ['other-program', { execPath: '/opt/acme/acme' }],
  ] as const) {
    const file = title === 'bundled' ? undefined : FILE;

    it(`takes the host, if it offers itself: ${title}`, () => {
      const args = [SCRIPT, SENDER_ARGUMENT];
      expect(find(runtime, sources(file, SCRIPT))).to.deep.equal({ state: 'host', args });
    });

    it(`says why there is none, if it does not: ${title}`, () => {
      expect(find(runtime, sources(file))).to.deep.equal({ state: 'none', why: title });
    });
  }

  for (const script of ['/$bunfs/root/acme', 'B:\\~BUN\\root\\acme', 'B:/~BUN/root/acme']) {
    it(`names no script to a program that has it inside: ${script}`, () => {
      const runtime = { execPath: '/opt/acme', versions: { bun: '1.4.5' } };
      expect(find(runtime, sources(FILE, script))).to.deep.equal({ state: 'host', args: [SENDER_ARGUMENT] });
    });
  }

  // `node < acme.cjs`, `node - < acme.cjs`, `node -e "require('acme')" deploy /home/me/script.js`
  for (const [how, runtime, script] of [
    ['nothing', NODE, undefined],
    ['a dash', NODE, '-'],
    ['a word of the user', NODE, 'deploy'],
    ['a file of the user', { ...NODE, execArgv: ['-e', 'require("acme")'] }, SCRIPT],
  ] as const) {
    it(`runs nothing else where no script is known, and there is ${how} in its place`, () => {
      const offered = { senderFile: undefined, offer: { made: () => ({ script }) } };
      expect(find(runtime, offered)).to.deep.equal({ state: 'none', why: 'bundled' });
    });
  }

  it('never opens Electron once more', () => {
    const runtime = { ...NODE, versions: { electron: '40.0.0' } };
    expect(find(runtime, sources(FILE, SCRIPT))).to.deep.equal({ state: 'none', why: 'electron' });
  });

  it('heeds Node’s permission model', () => {
    const forbidden = { ...NODE, permission: { has: () => false } };
    expect(find(forbidden, sources(FILE))).to.deep.equal({ state: 'none', why: 'forbidden' });
    const allowed = { ...NODE, permission: { has: () => true } };
    expect(find(allowed, sources(FILE))).to.include({ state: 'file' });
  });
});
