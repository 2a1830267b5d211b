import { expect } from 'chai';
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import type { ConsentHost } from '../../../src/consent/consent-host.ts';
import {
  noticeContent,
  policyContent,
  readNoticeMarker,
  readPolicy,
  readUserNo,
  readUserYes,
  yesContent,
} from '../../../src/consent/files.ts';
import type { Reading } from '../../../src/consent/reading.ts';
import { asStranger, giveAway, itOnPosix, itWithStranger } from '../support/account.ts';
import { useFolder } from '../support/folder.ts';
import { acmeConsent } from '../support/hosts.ts';

interface Subject {
  readonly name: string;
  readonly file: string;
  readonly good: string;
  readonly read: (host: ConsentHost) => Reading;
}

const POLICY: Subject = {
  name: 'readPolicy',
  file: 'etc/acme/telemetry.json',
  good: policyContent(true),
  read: ({ paths }) => readPolicy(paths),
};
const YES: Subject = {
  name: 'readUserYes',
  file: 'state/acme/telemetry/enabled.json',
  good: yesContent(1),
  read: readUserYes,
};
const MARKER: Subject = {
  name: 'readNoticeMarker',
  file: 'state/acme/telemetry/notice.json',
  good: noticeContent(1),
  read: readNoticeMarker,
};

/** No file of ours: each is a no, never an absence. */
const NO_SCHEMA = [
  '',
  '\n',
  '{',
  'null',
  'true',
  '[]',
  '{}',
  '{"enabled":true,"noticeVersion":1,"more":1}',
  '{"enabled":"true"}',
  '{"enabled":1,"noticeVersion":1}',
  '{"enabled":true,"noticeVersion":"1"}',
  '{"enabled":false,"noticeVersion":1}',
  '{"enabled":true,"noticeVersion":1.5}',
  '{"enabled":true,"noticeVersion":null}',
  '{"noticeVersion":"1"}',
  '{"noticeVersion":null}',
  '{"__proto__":{"enabled":true,"noticeVersion":1}}',
  '{"enabled":true,"__proto__":{"noticeVersion":1}}',
  '{"constructor":true,"toString":1}',
  '\uFEFF{"enabled":true,"noticeVersion":1}',
  '{"enabled":false,"enabled":true}',
  '{"enabled":true,"enabled":true,"noticeVersion":1}',
  '{"enabled":true,"noticeVersion":0,"noticeVersion":1}',
  '{"noticeVersion":0,"noticeVersion":1}',
  'x'.repeat(70_000),
];

for (const { name, file, good, read } of [POLICY, YES, MARKER]) {
  describe(name, () => {
    const folder = useFolder();
    const ask = (changes: Partial<ConsentHost> = {}): Reading => read(acmeConsent(folder.path, changes));

    for (const text of NO_SCHEMA) {
      it(`takes ${JSON.stringify(text.slice(0, 60))} as a no`, () => {
        folder.write(file, text);
        expect(ask()).to.include({ says: 'no', where: folder.at(file) });
      });
    }

    it('accepts what its own writer wrote', () => {
      folder.write(file, good);
      expect(ask().says).not.to.equal('no');
    });

    itOnPosix('takes a symbolic link as a no, whatever it leads to', () => {
      symlinkSync(folder.write('elsewhere.json', good), folder.write(file, '') + '.link');
      rmSync(folder.at(file));
      symlinkSync(folder.at('elsewhere.json'), folder.at(file));
      expect(ask()).to.include({ says: 'no', note: 'a symbolic link' });
    });

    itOnPosix('takes a dangling link as a no', () => {
      folder.write(`${file}.other`, '');
      symlinkSync(folder.at('nowhere'), folder.at(file));
      expect(ask().says).to.equal('no');
    });

    it('takes a folder in its place as a no', () => {
      mkdirSync(folder.at(file), { recursive: true });
      expect(ask()).to.include({ says: 'no', note: 'not a regular file' });
    });

    itOnPosix('takes a file in the place of its folder as a no', () => {
      folder.write(file.split('/')[0] ?? '', '');
      expect(ask()).to.include({ says: 'no', note: 'unreadable (ENOTDIR)' });
    });

    itWithStranger('takes the file of another account as a no', () => {
      giveAway(folder.write(file, good));
      expect(ask()).to.include({ says: 'no', note: 'owned by another account' });
    });

    itWithStranger('takes a file that it may not look at as a no', () => {
      folder.write(file, good);
      chmodSync(folder.path, 0o700);
      expect(asStranger(() => ask())).to.include({ says: 'no', note: 'unreadable (EACCES)' });
    });
  });
}

describe('readPolicy', () => {
  const folder = useFolder();
  const ask = (): Reading => readPolicy(acmeConsent(folder.path).paths);

  it('says nothing where there is no policy', () => {
    expect(ask()).to.include({ source: 'policy', says: 'nothing' });
  });

  it('says no where the policy does', () => {
    folder.write(POLICY.file, policyContent(false));
    expect(ask()).to.include({ says: 'no', note: 'says no' });
  });

  it('is never a yes', () => {
    folder.write(POLICY.file, policyContent(true));
    expect(ask().says).to.equal('nothing');
  });

  itWithStranger('believes a file of root’s when another account runs', () => {
    folder.write(POLICY.file, policyContent(true));
    chmodSync(folder.path, 0o755);
    for (const name of ['etc', 'etc/acme']) chmodSync(folder.at(name), 0o755);
    chmodSync(folder.at(POLICY.file), 0o644);
    expect(asStranger(ask)).to.include({ says: 'nothing', note: 'does not object' });
  });
});

describe('readUserNo', () => {
  const folder = useFolder();
  const file = 'config/acme/telemetry-disabled';
  const ask = (): Reading => readUserNo(acmeConsent(folder.path).paths);

  it('says nothing where there is no file', () => {
    expect(ask()).to.include({ source: 'user-no', says: 'nothing', where: folder.at(file) });
  });

  for (const text of ['', '{"enabled":true}', 'anything at all']) {
    it(`says no by its existence, with ${JSON.stringify(text)} in it`, () => {
      folder.write(file, text);
      expect(ask().says).to.equal('no');
    });
  }

  it('says no for a folder in its place', () => {
    mkdirSync(folder.at(file), { recursive: true });
    expect(ask().says).to.equal('no');
  });

  itOnPosix('says no for a dangling link', () => {
    folder.write('config/acme/other', '');
    symlinkSync(folder.at('nowhere'), folder.at(file));
    expect(ask().says).to.equal('no');
  });

  itOnPosix('says no where its folder is a file', () => {
    writeFileSync(folder.at('config'), '');
    expect(ask()).to.include({ says: 'no', note: 'unreadable' });
  });

  itWithStranger('says no where its folder may not be looked at', () => {
    chmodSync(folder.path, 0o700);
    expect(asStranger(ask)).to.include({ says: 'no', note: 'unreadable' });
  });

  itWithStranger('says no for a file of another account', () => {
    giveAway(folder.write(file, ''));
    expect(ask().says).to.equal('no');
  });
});

describe('readUserYes', () => {
  const folder = useFolder();
  const ask = (version: number): Reading => readUserYes(acmeConsent(folder.path, { notice: { version } }));

  it('says nothing where there is no file', () => {
    expect(ask(1)).to.include({ source: 'user-yes', says: 'nothing', where: folder.at(YES.file) });
  });

  it('says yes for the notice that it was given for, and for earlier ones', () => {
    folder.write(YES.file, yesContent(3));
    expect([ask(1), ask(2), ask(3)].map(({ says }) => says)).to.deep.equal(['yes', 'yes', 'yes']);
  });

  it('says nothing any more once the notice has a higher version', () => {
    folder.write(YES.file, yesContent(3));
    expect(ask(4)).to.include({ says: 'nothing', note: 'given for an earlier notice' });
  });
});

describe('readNoticeMarker', () => {
  const folder = useFolder();
  const ask = (version: number): Reading =>
    readNoticeMarker(acmeConsent(folder.path, { notice: { version } }));

  it('says no, and that showing it is all that is missing, before it was shown', () => {
    expect(ask(1)).to.include({ source: 'notice', says: 'no', noticeDue: true });
  });

  it('says yes once it was shown in this version or a later one', () => {
    folder.write(MARKER.file, noticeContent(2));
    expect([ask(1), ask(2)].map(({ says }) => says)).to.deep.equal(['yes', 'yes']);
  });

  it('is due again for a higher version', () => {
    folder.write(MARKER.file, noticeContent(2));
    expect(ask(3)).to.include({ says: 'no', noticeDue: true });
  });

  it('is not due where its marker cannot be trusted, for it would be shown for ever', () => {
    folder.write(MARKER.file, 'corrupt');
    expect(ask(1).noticeDue).to.equal(undefined);
  });
});
