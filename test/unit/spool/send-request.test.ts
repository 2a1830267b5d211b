import { expect } from 'chai';
import { chmodSync, existsSync, symlinkSync } from 'node:fs';
import {
  DEFAULT_BOUNDS,
  readSendRequest,
  redeemRequest,
  toRequestValue,
} from '../../../src/spool/send-request.ts';
import { giveAway, itOnPosix, itWithStranger } from '../support/account.ts';
import { useFolder } from '../support/folder.ts';

const REQUEST = { version: '1.2.3', url: 'https://telemetry.acme.example/v1/traces', headers: {} };

describe('DEFAULT_BOUNDS', () => {
  it('are what the documentation says: 5,000 records, 10 MB, 14 days', () => {
    expect(DEFAULT_BOUNDS).to.deep.equal({ maxRecords: 5000, maxBytes: 10_000_000, maxAgeMs: 1_209_600_000 });
  });
});

describe('readSendRequest', () => {
  const folder = useFolder();
  const write = (request: unknown): string => folder.write('request.json', JSON.stringify(request));

  it('reads the request of a host of its own version', () => {
    expect(readSendRequest(write(REQUEST), '1.2.3')).to.deep.include(REQUEST);
  });

  it('takes none from a host of another version', () => {
    expect(readSendRequest(write(REQUEST), '1.2.4')).to.equal(undefined);
  });

  for (const request of [null, [], {}, { version: '1.2.3' }, { ...REQUEST, url: 7 }, 'text']) {
    it(`takes none from ${JSON.stringify(request)}`, () => {
      expect(readSendRequest(write(request), '1.2.3')).to.equal(undefined);
    });
  }

  it('takes none from nothing', () => {
    expect(readSendRequest(folder.at('request.json'), '1.2.3')).to.equal(undefined);
  });

  itOnPosix('takes none through a link', () => {
    symlinkSync(write(REQUEST), folder.at('link.json'));
    expect(readSendRequest(folder.at('link.json'), '1.2.3')).to.equal(undefined);
  });

  itWithStranger('takes none from another account, which could name a collector of its own', () => {
    expect(readSendRequest(giveAway(write(REQUEST)), '1.2.3')).to.equal(undefined);
  });
});

describe('redeemRequest', () => {
  const folder = useFolder();
  const TOKEN = 'c0ffee';
  const write = (changes: object = {}): string => {
    const request = { ...REQUEST, token: TOKEN, spoolDir: folder.path, ...changes };
    return folder.write('request.json', JSON.stringify(request));
  };

  it('takes the request that has the token, once', () => {
    const value = toRequestValue(write(), TOKEN);
    expect(redeemRequest(value, '1.2.3')).to.deep.include(REQUEST);
    expect(existsSync(folder.at('request.json'))).to.equal(false);
    expect(redeemRequest(value, '1.2.3')).to.equal(undefined);
  });

  for (const [title, changes, token] of [
    ['another token', {}, 'decaf'],
    ['no token', {}, ''],
    ['no token on either side', { token: '' }, ''],
    ['a request without one', { token: undefined }, 'undefined'],
    ['a request of another version', { version: '9.9.9' }, TOKEN],
    ['a request that lies elsewhere than in its spool', { spoolDir: '/nowhere' }, TOKEN],
  ] as const) {
    it(`takes none for ${title}, and leaves it there`, () => {
      expect(redeemRequest(toRequestValue(write(changes), token), '1.2.3')).to.equal(undefined);
      expect(existsSync(folder.at('request.json'))).to.equal(true);
    });
  }

  it('takes none from a value that is no more than a file', () => {
    expect(redeemRequest(toRequestValue(write(), undefined), '1.2.3')).to.equal(undefined);
  });

  itOnPosix('takes none that others can read, as what comes with a project', () => {
    const file = write();
    chmodSync(file, 0o644);
    expect(redeemRequest(toRequestValue(file, TOKEN), '1.2.3')).to.equal(undefined);
  });

  itWithStranger('takes none from another account', () => {
    expect(redeemRequest(toRequestValue(giveAway(write()), TOKEN), '1.2.3')).to.equal(undefined);
  });
});
