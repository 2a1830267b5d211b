import { expect } from 'chai';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { obtainIdentity, readIdentity, type IdentityPolicy } from '../../../src/identity/install-id.ts';
import { asStranger, giveAway, itOnPosix, itWithStranger } from '../support/account.ts';
import { before, failing } from '../support/faults.ts';
import { useFolder } from '../support/folder.ts';
import { acmePaths } from '../support/hosts.ts';
import { raceProgram } from '../support/programs.ts';

const FILE = 'state/acme/telemetry/identity.json';
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[48][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const DAY_MS = 24 * 60 * 60 * 1000;
const NOW = Date.UTC(2027, 0, 1);
const SALT = 's'.repeat(32);
const SOME_ID = '3b241101-e2bb-4255-8caf-4136c566a962';

const CORRUPT = [
  '',
  'null',
  '{}',
  '{"id":"',
  `{"id":"${SOME_ID}","salt":"${SALT}"}`,
  `{"id":"${SOME_ID}","salt":"${SALT}","createdAt":1,"more":1}`,
  `{"id":"${SOME_ID}","salt":1,"createdAt":1}`,
  `{"id":"${SOME_ID}","salt":"","createdAt":1}`,
  `{"id":"${SOME_ID}","salt":"${'s'.repeat(31)}","createdAt":1}`,
  `{"id":"${SOME_ID}","salt":"${SALT}","createdAt":null}`,
  `{"id":"${SOME_ID}","salt":"${SALT}","createdAt":"1"}`,
  `{"id":"${SOME_ID.toUpperCase()}","salt":"${SALT}","createdAt":1}`,
  `{"id":"ada@example.org","salt":"${SALT}","createdAt":1}`,
  `{"__proto__":{"id":"${SOME_ID}","salt":"${SALT}","createdAt":1}}`,
];

describe('obtainIdentity', () => {
  const folder = useFolder();
  const obtain = (policy: IdentityPolicy = 'rotating', now = NOW): ReturnType<typeof obtainIdentity> =>
    obtainIdentity(acmePaths(folder.path), policy, now);
  const files = (): string[] => readdirSync(folder.at('state', 'acme', 'telemetry'));

  it('mints a random UUID and a salt at the first call', () => {
    const identity = obtain();
    expect(identity?.id).to.match(UUID);
    expect(identity?.salt).to.have.lengthOf.at.least(32).and.not.include(String(identity?.id));
    expect(identity?.createdAt).to.equal(NOW);
    expect(readIdentity(acmePaths(folder.path))).to.deep.equal(identity);
  });

  it('keeps it from then on, and leaves nothing beside it', () => {
    const first = obtain();
    expect(obtain('rotating', NOW + 90 * DAY_MS)).to.deep.equal(first);
    expect(files()).to.deep.equal(['identity.json']);
  });

  itOnPosix('keeps it for the user’s eyes only', () => {
    obtain();
    expect(statSync(folder.at(FILE)).mode & 0o777).to.equal(0o600);
  });

  it('renews id and salt together after 90 days', () => {
    const first = obtain();
    const second = obtain('rotating', NOW + 90 * DAY_MS + 1);
    expect(second?.id).to.match(UUID).and.not.equal(first?.id);
    expect(second?.salt).not.to.equal(first?.salt);
    expect(files()).to.deep.equal(['identity.json']);
  });

  it('renews one that a clock set back makes look young for ever', () => {
    const first = obtain();
    expect(obtain('rotating', NOW - 89 * DAY_MS)?.id).to.equal(first?.id);
    expect(obtain('rotating', NOW - 91 * DAY_MS)?.id).not.to.equal(first?.id);
  });

  it('never renews a stable one', () => {
    const first = obtain('stable');
    expect(obtain('stable', NOW + 10_000 * DAY_MS)).to.deep.equal(first);
  });

  it('makes and reads none for the policy "none"', () => {
    expect(obtain('none')).to.equal(undefined);
    expect(existsSync(folder.at('state'))).to.equal(false);
    obtain();
    expect(obtain('none')).to.equal(undefined);
  });

  it('mints another one after it was removed', () => {
    const first = obtain();
    rmSync(folder.at(FILE));
    expect(obtain()?.id).not.to.equal(first?.id);
  });

  for (const text of CORRUPT) {
    it(`goes without where the file holds ${JSON.stringify(text.slice(0, 60))}, and does not touch it`, () => {
      folder.write(FILE, text);
      expect(obtain()).to.equal(undefined);
      expect(readFileSync(folder.at(FILE), 'utf8')).to.equal(text);
    });
  }

  itOnPosix('goes without where the file is a link', () => {
    obtain();
    const moved = folder.write('elsewhere', readFileSync(folder.at(FILE), 'utf8'));
    rmSync(folder.at(FILE));
    symlinkSync(moved, folder.at(FILE));
    expect(obtain()).to.equal(undefined);
  });

  itOnPosix('goes without where the folder is a planted link', () => {
    mkdirSync(folder.at('theirs'));
    mkdirSync(folder.at('state'));
    symlinkSync(folder.at('theirs'), folder.at('state', 'acme'));
    expect(obtain()).to.equal(undefined);
    expect(readdirSync(folder.at('theirs'))).to.deep.equal([]);
  });

  itWithStranger('goes without where the file is another account’s', () => {
    obtain();
    giveAway(folder.at(FILE));
    expect(obtain()).to.equal(undefined);
  });

  itWithStranger('goes without where nothing can be written', () => {
    chmodSync(folder.path, 0o755);
    expect(asStranger(() => obtain())).to.equal(undefined);
  });

  it('reads the id of another process that minted in between', () => {
    let theirs: string | undefined;
    const mine = before(
      'linkSync',
      () => {
        theirs = obtain()?.id;
      },
      () => obtain()?.id,
    );
    expect(mine).to.equal(theirs).and.to.match(UUID);
    expect(files()).to.deep.equal(['identity.json']);
  });

  it('comes to the same id as another process that renews in between', () => {
    obtain();
    const later = NOW + 91 * DAY_MS;
    let theirs: string | undefined;
    const mine = before(
      'renameSync',
      () => {
        theirs = obtain('rotating', later)?.id;
      },
      () => obtain('rotating', later)?.id,
    );
    expect(mine).to.equal(theirs);
    expect(files()).to.deep.equal(['identity.json']);
  });

  it('keeps the fresh id of a reset that came in between', () => {
    obtain();
    const later = NOW + 91 * DAY_MS;
    let fresh: string | undefined;
    const mine = before(
      { name: 'lstatSync', nth: 2 },
      () => {
        rmSync(folder.at(FILE));
        fresh = obtain('rotating', later)?.id;
      },
      () => obtain('rotating', later)?.id,
    );
    expect(mine).to.equal(fresh);
    expect(readIdentity(acmePaths(folder.path))).to.include({ id: fresh });
  });

  it('mints also where the file system has no hard links', () => {
    expect(failing('linkSync', 'EPERM', () => obtain())?.id).to.match(UUID);
    expect(files()).to.deep.equal(['identity.json']);
  });

  it('reads the id of another process that minted in between also without hard links', () => {
    let theirs: string | undefined;
    const mine = failing('linkSync', 'EPERM', () =>
      before(
        { name: 'writeFileSync', nth: 2 },
        () => {
          theirs = obtain()?.id;
        },
        () => obtain()?.id,
      ),
    );
    expect(mine).to.equal(theirs).and.to.match(UUID);
  });

  it('has one winner among processes that mint at once', async () => {
    const ids = await raceProgram('obtain-identity', [folder.path], 8);
    expect(ids[0]).to.match(UUID);
    expect(new Set(ids).size).to.equal(1);
    expect(readIdentity(acmePaths(folder.path))).to.include({ id: ids[0] });
    expect(files()).to.deep.equal(['identity.json']);
  });

  it('comes to one new identity in processes that renew at once', async () => {
    const old = obtain('rotating', 1)?.id;
    const ids = await raceProgram('obtain-identity', [folder.path], 8);
    expect(new Set(ids).size).to.equal(1);
    expect(ids[0]).to.match(UUID).and.not.equal(old);
    expect(readIdentity(acmePaths(folder.path))).to.include({ id: ids[0] });
    expect(files()).to.deep.equal(['identity.json']);
  });
});

describe('readIdentity', () => {
  const folder = useFolder();

  it('makes none', () => {
    expect(readIdentity(acmePaths(folder.path))).to.equal(undefined);
    expect(readdirSync(folder.path)).to.deep.equal([]);
  });

  it('tells an unsafe file from none', () => {
    folder.write(FILE, '{}');
    expect(readIdentity(acmePaths(folder.path))).to.equal('unsafe');
  });
});
