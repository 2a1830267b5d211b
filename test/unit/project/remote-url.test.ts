import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import * as fc from 'fast-check';
import { remoteUrl } from '../../../src/project/remote-url.ts';
import { runGit, whyNoGit } from '../../support/git.ts';
import { skipUnless } from '../../support/skip.ts';
import { useFolder } from '../support/folder.ts';

const URL = 'https://git.example/acme/engine.git';

/** Configurations of one address, which Git reads as we do. */
const SPELLINGS: Readonly<Record<string, string>> = {
  'as git clone writes it': `[core]\n\tbare = false\n[remote "origin"]\n\turl = ${URL}\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n`,
  'without a line break at the end': `[remote "origin"]\nurl=${URL}`,
  'with line breaks of Windows': `[remote "origin"]\r\n\turl = ${URL}\r\n`,
  'with a byte order mark': `\uFEFF[remote "origin"]\nurl = ${URL}\n`,
  'in other case': `[REMOTE "origin"]\nURL = ${URL}\n`,
  'on the line of the section': `[remote "origin"] url = ${URL}\n`,
  'in quotes': `[remote "origin"]\nurl = "${URL}"\n`,
  'partly in quotes': `[remote "origin"]\nurl = "https://git.example"/acme/engine.git\n`,
  'over two lines': `[remote "origin"]\nurl = https://git.example/\\\nacme/engine.git\n`,
  'before a comment': `[remote "origin"] ; mine\nurl = ${URL} # theirs\n`,
  'between comments and empty lines': `# a\n\n; b\n[remote "origin"]\n# url = x\n\n   ; c\n url = ${URL}\n\n`,
  'in the section syntax of old': `[remote.origin]\nurl = ${URL}\n`,
  'with a key without a value before': `[remote "origin"]\nprune\nurl = ${URL}\n`,
  'in a second section of the name': `[remote "origin"]\nfetch = x\n[core]\nurl = x\n[remote "origin"]\nurl = ${URL}\n`,
  'before a second address': `[remote "origin"]\nurl = ${URL}\nurl = https://mirror.example/x\n`,
  'after other remotes': `[remote "upstream"]\nurl = x\n[remote "origin"]\nurl = ${URL}\n[remote "z"]\nurl = y\n`,
};

/** What no Git would accept, or has no address. */
const WITHOUT: Readonly<Record<string, string>> = {
  nothing: '',
  'a repository without remotes': '[core]\nbare = false\n[branch "main"]\nurl = x\n',
  'a remote without an address': '[remote "origin"]\nfetch = x\npushurl = y\n',
  'an address outside of any section': `url = ${URL}\n`,
  'an address of a section with another name': `[remotes "origin"]\nurl = ${URL}\n[svn-remote "svn"]\nurl = x\n`,
  'an empty address': '[remote "origin"]\nurl =\n',
  'a commented address': `[remote "origin"]\n# url = ${URL}\n`,
};

describe('remoteUrl', () => {
  const folder = useFolder();

  for (const [what, config] of Object.entries(SPELLINGS)) {
    it(`finds an address ${what}`, () => expect(remoteUrl(config)).to.equal(URL));
  }

  for (const [what, config] of Object.entries(WITHOUT)) {
    it(`finds none in ${what}`, () => expect(remoteUrl(config)).to.equal(undefined));
  }

  it('takes the first remote that has an address where there is no origin', () => {
    const config =
      '[remote "empty"]\nfetch = x\n[remote "upstream"]\nurl = one\n[remote "fork"]\nurl = two\n';
    expect(remoteUrl(config)).to.equal('one');
    expect(remoteUrl(`${config}[remote "Origin"]\nurl = three\n`), 'names have a case').to.equal('one');
  });

  it('passes over lines that are none', () => {
    const config = `[remote "broken\n=\n[[\n"""\n\\\n[remote "origin"]\n= x\n9 = x\nurl = ${URL}\n[`;
    expect(remoteUrl(config)).to.equal(URL);
  });

  it('never throws, and takes no longer for hostile text', () => {
    const words = ['[remote "origin"]', 'url', '=', '"', '\\', '\n', '\r', '#', ' ', 'a', '[', ']'];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words)), (parts) => {
        expect(typeof remoteUrl(parts.join(''))).to.be.oneOf(['string', 'undefined']);
      }),
      { numRuns: 2_000 },
    );
    const started = performance.now();
    for (const part of [...words, '\n ', 'a=', 'a="', '[a "', '\\\n', '"\\"', 'url=x\n']) {
      remoteUrl(`[remote "origin"]\n${part.repeat(64_000 / part.length)}`);
      remoteUrl(`[remote "origin"]\nurl=${part.repeat(64_000 / part.length)}`);
    }
    expect(performance.now() - started).to.be.lessThan(5_000);
  });

  describe('agrees with Git', () => {
    before(function () {
      skipUnless(this, whyNoGit());
    });

    const ask = (name: string): string | undefined => {
      const { stdout } = runGit(
        folder.path,
        'config',
        '--file',
        'config',
        '--get-all',
        '-z',
        `remote.${name}.url`,
      );
      return stdout === '' ? undefined : stdout.split('\0')[0];
    };

    for (const [what, config] of Object.entries({ ...SPELLINGS, ...WITHOUT })) {
      it(`about ${what}`, () => {
        folder.write('config', config);
        expect(remoteUrl(config)).to.equal(ask('origin') || undefined);
      });
    }

    it('about any address that Git itself writes', () => {
      const address = fc
        .string({ unit: fc.constantFrom(...Array.from('ab:/@.~%# ;"\\=[]\'ü')), minLength: 1 })
        .filter((text) => !text.startsWith('-'));
      const name = fc.string({ unit: fc.constantFrom(...Array.from('oR. "\\]#')), minLength: 1 });
      fc.assert(
        fc.property(name, address, (remote, url) => {
          folder.write('config', '[core]\n\tbare = false\n');
          const { status } = runGit(folder.path, 'config', '--file', 'config', `remote.${remote}.url`, url);
          fc.pre(status === 0);
          expect(remoteUrl(readFileSync(folder.at('config'), 'utf8'))).to.equal(url);
        }),
        { numRuns: 150 },
      );
    });
  });
});
