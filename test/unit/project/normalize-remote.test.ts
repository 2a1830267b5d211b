import { expect } from 'chai';
import * as fc from 'fast-check';
import { normalizeRemote } from '../../../src/project/normalize-remote.ts';

const SPELLINGS: Readonly<Record<string, readonly string[]>> = {
  'github.com/acme/engine': [
    'https://github.com/acme/engine.git',
    'https://github.com/acme/engine',
    'https://github.com/acme/engine/',
    'https://github.com/acme/engine.git/',
    'https://GitHub.com/acme/engine',
    'HTTPS://github.com/acme/engine',
    'https://github.com:443/acme/engine',
    'http://github.com:80/acme/engine',
    'https://ada@github.com/acme/engine',
    'https://ada:p%40ss@github.com/acme/engine',
    'https://ada:p@ss@github.com/acme/engine',
    'https://x-access-token:ghs_1234@github.com/acme/engine.git',
    'https://github.com/acme/engine?token=ghs_1234',
    'https://github.com/acme/engine#ghs_1234',
    'https://github.com//acme//engine',
    'ssh://git@github.com/acme/engine.git',
    'ssh://git@github.com:22/acme/engine.git',
    'ssh://git@github.com:/acme/engine.git',
    'git+ssh://git@github.com/acme/engine.git',
    'git://github.com/acme/engine.git',
    'git://github.com:9418/acme/engine.git',
    'git@github.com:acme/engine.git',
    'git@github.com:/acme/engine.git',
    'github.com:acme/engine',
    'GITHUB.COM:acme/engine/',
    '[git@github.com:22]:acme/engine',
    ' git@github.com:acme/engine.git\n',
  ],
  'git.example:2222/acme/engine': [
    'ssh://git@git.example:2222/acme/engine.git',
    '[git@git.example:2222]:acme/engine.git',
    '[git.example:2222]:acme/engine.git',
    'https://git.example:2222/acme/engine',
  ],
  '[2001:db8::1]/acme/engine': [
    'ssh://git@[2001:db8::1]/acme/engine.git',
    'ssh://git@[2001:DB8::1]:22/acme/engine.git',
    'git@[2001:db8::1]:acme/engine.git',
    '[2001:db8::1]:acme/engine.git',
  ],
  'git.example/~ada/engine': ['ssh://git.example/~ada/engine', 'git.example:~ada/engine'],
  'git.example/srv/engine': ['ssh://git.example/srv/engine/.git', 'git.example:/srv/engine/.git/'],
  'git.example/team space/engine': [
    'https://git.example/team%20space/engine',
    'git@git.example:team space/engine',
  ],
  'git.example/100%/engine': ['https://git.example/100%/engine', 'git.example:100%/engine'],
  'git.example/@acme/engine': ['https://git.example/@acme/engine', 'git@git.example:@acme/engine'],
};

const NO_ADDRESSES = [
  '',
  ' ',
  '/srv/git/engine.git',
  './engine',
  '../engine',
  '~/engine',
  'engine',
  '../with:colon/engine',
  'C:\\git\\engine',
  'C:/git/engine',
  'c:engine',
  '\\\\server\\share\\engine',
  'file:///srv/git/engine.git',
  'FILE:///srv/git/engine.git',
  'file://server/srv/git/engine.git',
  'https://github.com',
  'https://github.com/',
  'https://github.com/.git',
  'https:///engine',
  'https://user:pa/ss@github.com/acme/engine',
  'github.com:',
  ':engine',
  '@:engine',
  'ext::sh -c secret',
  'codecommit::eu-west-1://profile@engine',
  '://',
  '::',
  '[]:engine',
];

describe('normalizeRemote', () => {
  for (const [name, spellings] of Object.entries(SPELLINGS)) {
    for (const spelling of spellings) {
      it(`reads ${JSON.stringify(spelling)} as ${name}`, () => {
        expect(normalizeRemote(spelling)).to.equal(name);
      });
    }
  }

  for (const text of NO_ADDRESSES) {
    it(`finds no address in ${JSON.stringify(text)}`, () => {
      expect(normalizeRemote(text)).to.equal(undefined);
    });
  }

  it('agrees on all spellings of any remote', () => {
    fc.assert(
      fc.property(repository, spelling, spelling, (where, one, other) => {
        const name = normalizeRemote(spell(where, one));
        expect(name)
          .to.be.a('string')
          .and.equal(normalizeRemote(spell(where, other)));
      }),
      { numRuns: 2_000 },
    );
  });

  it('tells any two repositories apart', () => {
    fc.assert(
      fc.property(spelled, spelled, ([one, oneWay], [other, otherWay]) => {
        fc.pre(JSON.stringify(one) !== JSON.stringify(other));
        expect(normalizeRemote(spell(one, oneWay))).to.not.equal(normalizeRemote(spell(other, otherWay)));
      }),
      { numRuns: 2_000 },
    );
  });

  it('gives back what it gave as an address', () => {
    fc.assert(
      fc.property(repository, spelling, (where, way) => {
        const name = normalizeRemote(spell(where, way)) ?? '';
        expect(normalizeRemote(`https://${name}`)).to.equal(name);
      }),
    );
  });

  it('lets no credentials through', () => {
    const around = fc.string({ maxLength: 8 }).map((text) => text.replaceAll(/[/?#]/g, ''));
    fc.assert(
      fc.property(spelled, around, around, ([where, way], before, after) => {
        const user = `${before}CANARY${after}`;
        for (const credentials of [user, `${user}:x`, `x:${user}`, `${user}:${user}`]) {
          const address = spell(where, { ...way, credentials });
          const query = spell(where, { ...way, protocol: 'https', end: `?token=${user}#${user}` });
          expect(normalizeRemote(address) ?? '', address).to.not.contain('CANARY');
          expect(normalizeRemote(query) ?? '', query).to.not.contain('CANARY');
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('never throws, and takes no longer for hostile text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(typeof normalizeRemote(text)).to.be.oneOf(['string', 'undefined']);
      }),
      { numRuns: 2_000 },
    );
    const started = performance.now();
    for (const part of ['/', '@', ':', '[', '.git', '/.git', '//x', 'a@', '%', '%20', '[:1]', '\\']) {
      for (const begin of ['', 'https://', 'https://a/', 'a:', '[', 'a@']) {
        normalizeRemote(`${begin}${part.repeat(20_000)}x`);
      }
    }
    expect(performance.now() - started).to.be.lessThan(5_000);
  });
});

interface Repository {
  readonly host: string;
  readonly path: readonly string[];
}

interface Spelling {
  readonly protocol: 'https' | 'http' | 'ssh' | 'git' | 'git+ssh' | 'short';
  readonly credentials: string;
  readonly port: string;
  readonly end: string;
  readonly slash: string;
  readonly isLoud: boolean;
}

const word = fc.stringMatching(/^[a-z][a-z0-9-]{0,6}[a-z0-9]$/);
const segment = fc.stringMatching(/^[A-Za-z0-9_~-]{1,8}$/);
const repository: fc.Arbitrary<Repository> = fc.record({
  host: fc.tuple(word, word).map((words) => words.join('.')),
  path: fc.array(segment, { minLength: 1, maxLength: 4 }),
});
const spelling: fc.Arbitrary<Spelling> = fc.record({
  protocol: fc.constantFrom('https', 'http', 'ssh', 'git', 'git+ssh', 'short'),
  credentials: fc.constantFrom('', 'git', 'ada:secret', 'x-access-token:ghs_1234'),
  port: fc.constantFrom('', ':', ':22', ':443'),
  end: fc.constantFrom('', '.git', '/', '.git/'),
  slash: fc.constantFrom('', '/', '//'),
  isLoud: fc.boolean(),
});

const spelled = fc.tuple(repository, spelling);

function spell({ host, path }: Repository, way: Spelling): string {
  const who = way.credentials === '' ? '' : `${way.credentials}@`;
  const where = way.isLoud ? host.toUpperCase() : host;
  const isShort = way.protocol === 'short';
  // In the short form the first colon ends the host, and two slashes behind it would make a URL.
  const begin = isShort
    ? `${who.replaceAll(':', '')}${where}:${way.slash.slice(1)}`
    : `${way.protocol}://${who}${where}${way.port}/${way.slash}`;
  return `${begin}${path.join('/')}${way.end}`;
}
