import { expect } from 'chai';
import { symlinkSync } from 'node:fs';
import { DEFAULT_BOUNDS, readSendRequest } from '../../../src/spool/send-request.ts';
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
