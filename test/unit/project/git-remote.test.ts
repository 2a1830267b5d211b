import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { normalizeRemote } from '../../../src/project/normalize-remote.ts';
import { gitRemote } from '../../../src/project/git-remote.ts';
import { runGit, whyNoGit } from '../../support/git.ts';
import { skipUnless } from '../../support/skip.ts';
import { useFolder } from '../support/folder.ts';

const ADDRESS = 'https://ada:secret@Git.example/acme/engine.git';
const NAME = 'git.example/acme/engine';
const configOf = (url: string): string => `[core]\n\tbare = false\n[remote "origin"]\n\turl = ${url}\n`;

describe('gitRemote', () => {
  const folder = useFolder();

  /** Writes what makes a folder a repository's. */
  const makeRepository = (name: string, config: string = configOf(ADDRESS)): string => {
    folder.write(`${name}/.git/HEAD`, 'ref: refs/heads/main\n');
    folder.write(`${name}/.git/config`, config);
    return folder.at(name);
  };
  const makeFolder = (name: string): string => {
    mkdirSync(folder.at(name), { recursive: true });
    return folder.at(name);
  };

  it('names the repository in its top folder and in any below', () => {
    expect(gitRemote(makeRepository('engine'))).to.equal(NAME);
    expect(gitRemote(makeFolder('engine/src/deep/er'))).to.equal(NAME);
    expect(gitRemote(`${folder.at('engine')}/src/../src/`)).to.equal(NAME);
  });

  it('names the repository of the working directory', () => {
    makeRepository('engine');
    expect(inProcess('console.log(gitRemote())', makeFolder('engine/src'))).to.equal(`${NAME}\n`);
  });

  it('takes the nearest repository', () => {
    makeRepository('outer', configOf('https://git.example/outer'));
    expect(gitRemote(makeRepository('outer/inner'))).to.equal(NAME);
    const lonely = makeRepository('outer/lonely', '[core]\n');
    expect(gitRemote(lonely), 'without a remote').to.equal(undefined);
  });

  it('passes over a folder that only has the name', () => {
    makeRepository('engine');
    expect(gitRemote(makeFolder('engine/src/.git'))).to.equal(NAME);
  });

  it('follows links to the folder and to .git', function () {
    if (process.platform === 'win32') this.skip();
    makeRepository('engine');
    makeFolder('engine/src');
    symlinkSync(folder.at('engine/src'), folder.at('link'));
    expect(gitRemote(folder.at('link'))).to.equal(NAME);
    symlinkSync(folder.at('engine/.git'), join(makeFolder('other'), '.git'));
    expect(gitRemote(folder.at('other'))).to.equal(NAME);
  });

  it('finds the repository of another working tree', () => {
    makeRepository('engine');
    const own = 'engine/.git/worktrees/fix';
    folder.write(`${own}/HEAD`, 'ref: refs/heads/fix\n');
    folder.write(`${own}/commondir`, '../..\n');
    folder.write('fix/.git', `gitdir: ${folder.at(own)}\n`);
    expect(gitRemote(folder.at('fix'))).to.equal(NAME);
    folder.write('fix/.git', `gitdir: ../${own}\r\n`);
    expect(gitRemote(makeFolder('fix/src')), 'by a relative path').to.equal(NAME);
  });

  it('finds the repository of a submodule, not the one around it', () => {
    makeRepository('outer', configOf('https://git.example/outer'));
    folder.write('outer/.git/modules/engine/config', configOf(ADDRESS));
    folder.write('outer/engine/.git', 'gitdir: ../.git/modules/engine\n');
    expect(gitRemote(folder.at('outer/engine'))).to.equal(NAME);
  });

  for (const [what, pointer] of [
    ['is empty', ''],
    ['says something else', 'hello\n'],
    ['leads nowhere', 'gitdir: /nowhere/at/all\n'],
    ['leads to itself', 'gitdir: .git\n'],
  ] as const) {
    it(`knows nothing where the file .git ${what}`, () => {
      makeRepository('engine');
      folder.write('engine/sub/.git', pointer);
      expect(gitRemote(folder.at('engine/sub'))).to.equal(undefined);
    });
  }

  for (const url of ['/srv/git/engine.git', '../engine', 'file:///srv/git/engine.git', 'C:\\git\\engine']) {
    it(`knows nothing where the remote is ${url}`, () => {
      expect(gitRemote(makeRepository('engine', configOf(url)))).to.equal(undefined);
    });
  }

  it('knows nothing outside of repositories', () => {
    expect(gitRemote(folder.path)).to.equal(undefined);
  });

  it('reads 64 KB of the configuration and no half line', () => {
    const filler = (bytes: number): string => `#${'x'.repeat(bytes - 2)}\n`;
    const config = configOf(ADDRESS);
    const remote = config.length;
    makeRepository('engine', config + filler(1_000_000));
    expect(gitRemote(folder.at('engine')), 'before a long rest').to.equal(NAME);
    makeRepository('engine', filler(65_536 - remote) + config);
    expect(gitRemote(folder.at('engine')), 'as the last of 64 KB').to.equal(NAME);
    makeRepository('engine', filler(65_536 - remote + 5) + config);
    expect(gitRemote(folder.at('engine')), 'cut within the address').to.equal(undefined);
    makeRepository('engine', filler(65_536) + config);
    expect(gitRemote(folder.at('engine')), 'after 64 KB').to.equal(undefined);
  });

  it('does not wait for a pipe', function () {
    if (process.platform === 'win32') this.skip();
    makeRepository('engine');
    for (const place of ['engine/.git/config', 'engine/.git']) {
      rmSync(folder.at(place), { recursive: true });
      execFileSync('mkfifo', [folder.at(place)]);
      // In a process of its own: one that waits for a pipe can only be killed.
      expect(inProcess('console.log(gitRemote())', folder.at('engine'))).to.equal('undefined\n');
    }
  });

  it('never throws', function () {
    makeRepository('engine');
    rmSync(folder.at('engine/.git/config'));
    mkdirSync(folder.at('engine/.git/config'));
    const hostile: unknown[] = [folder.at('engine'), folder.at('gone'), '', '\0', 'x'.repeat(100_000), 7, {}];
    for (const given of hostile) expect(gitRemote(given as string)).to.equal(undefined);
    if (process.getuid?.() === 0 || process.platform === 'win32') return;
    makeRepository('closed');
    chmodSync(folder.at('closed/.git/config'), 0);
    expect(gitRemote(folder.at('closed'))).to.equal(undefined);
  });

  it('never throws where the working directory is gone', function () {
    if (process.platform === 'win32') this.skip();
    const program = `require('node:fs').rmSync(process.cwd(), { recursive: true });
      console.log(gitRemote(), packageName());`;
    expect(inProcess(program, makeFolder('cwd'))).to.equal('undefined undefined\n');
  });

  describe('agrees with Git', () => {
    before(function () {
      skipUnless(this, whyNoGit());
    });

    const git = (at: string, ...args: readonly string[]): string => {
      const { status, stdout } = runGit(folder.at(at), ...args);
      expect(status, args.join(' ')).to.equal(0);
      return stdout.trimEnd();
    };
    const expectAgreement = (at: string): void => {
      const known = normalizeRemote(git(at, 'config', '--get', 'remote.origin.url'));
      expect(known, at).to.be.a('string');
      expect(gitRemote(folder.at(at)), at).to.equal(known);
    };
    const initialize = (name: string, address: string): void => {
      makeFolder(name);
      git(name, 'init', '--quiet');
      git(name, 'remote', 'add', 'upstream', 'https://git.example/upstream');
      git(name, 'remote', 'add', 'origin', address);
      git(name, 'commit', '--quiet', '--allow-empty', '-m', 'begin');
    };

    it('about a repository and its folders', () => {
      initialize('engine', ADDRESS);
      makeFolder('engine/src/deep');
      for (const at of ['engine', 'engine/src/deep']) expectAgreement(at);
      expect(gitRemote(folder.at('engine'))).to.equal(NAME);
    });

    it('about further working trees, also after they moved', () => {
      initialize('engine', ADDRESS);
      git('engine', 'worktree', 'add', '--quiet', '../fix');
      expectAgreement('fix');
      git('engine', 'worktree', 'move', '../fix', '../moved');
      expectAgreement('moved');
    });

    it('about working trees of a repository without one of its own', () => {
      initialize('engine', ADDRESS);
      git('engine', 'clone', '--quiet', '--bare', '.', '../bare.git');
      git('bare.git', 'remote', 'set-url', 'origin', 'git@git.example:acme/bare.git');
      git('bare.git', 'worktree', 'add', '--quiet', '../tree');
      expectAgreement('tree');
    });

    it('about submodules', () => {
      initialize('engine', ADDRESS);
      initialize('outer', 'https://git.example/outer');
      git('outer', 'submodule', '--quiet', 'add', folder.at('engine'), 'engine');
      git('outer/engine', 'remote', 'set-url', 'origin', 'ssh://git@git.example:2222/acme/engine');
      for (const at of ['outer', 'outer/engine']) expectAgreement(at);
      git('outer/engine', 'worktree', 'add', '--quiet', '../../of-a-submodule');
      expectAgreement('of-a-submodule');
    });

    it('about repositories whose folder lies elsewhere', () => {
      initialize('engine', ADDRESS);
      git('engine', 'init', '--quiet', '--separate-git-dir', '../elsewhere');
      expectAgreement('engine');
    });
  });
});

/** Runs a line of a program that has the functions of the entry, and says what it printed. */
function inProcess(line: string, cwd: string): string {
  const entry = join(import.meta.dirname, '../../../src/project.ts');
  const program = `const { gitRemote, packageName } = require(${JSON.stringify(entry)}); ${line}`;
  const options = { cwd, timeout: 10_000, encoding: 'utf8', stdio: 'pipe' } as const;
  return execFileSync(process.execPath, ['-e', program], options);
}
