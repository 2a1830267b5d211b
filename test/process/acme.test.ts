import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readFile, readdir, symlink, writeFile } from 'node:fs/promises';
import { createServer, request, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect } from 'chai';
import {
  makeFolder,
  runAcme,
  startAcme,
  waitFor,
  type AcmeProcess,
  type AcmeResult,
} from '../support/run-acme.ts';

const onWindows = process.platform === 'win32';

describe('acme', () => {
  let home: Awaited<ReturnType<typeof makeFolder>>;

  beforeEach(async () => {
    home = await makeFolder();
    await mkdir(join(home.path, 'site/css'), { recursive: true });
    await writeFile(join(home.path, 'site/index.html'), '<h1>hello</h1>');
    await writeFile(join(home.path, 'site/css/main.css'), 'h1 { color: red }');
    await writeFile(join(home.path, 'site/empty.txt'), '');
    await writeFile(join(home.path, 'secret.txt'), 'not for visitors');
  });

  afterEach(() => home.remove());

  const acme = (...args: string[]): Promise<AcmeResult> => runAcme(home.path, args);

  describe('hash', () => {
    for (const algorithm of ['sha256', 'sha1', 'md5', 'sha512']) {
      it(`prints the ${algorithm} that node:crypto computes`, async () => {
        const expected = createHash(algorithm).update('<h1>hello</h1>').digest('hex');
        const { stdout, stderr, exitCode } = await acme('hash', 'site/index.html', '--algorithm', algorithm);
        expect({ stdout, stderr, exitCode }).to.deep.equal({
          stdout: `${expected}  site/index.html\n`,
          stderr: '',
          exitCode: 0,
        });
      });
    }

    it('hashes files larger than one read', async () => {
      const content = Buffer.alloc(300_000, 'acme');
      await writeFile(join(home.path, 'large.bin'), content);
      const { stdout } = await acme('hash', 'large.bin');
      expect(stdout).to.equal(`${createHash('sha256').update(content).digest('hex')}  large.bin\n`);
    });

    it('walks through folders in the order of names', async () => {
      const { stdout } = await acme('hash', 'site', 'secret.txt');
      const paths = stdout.split('\n').map((line) => line.split('  ')[1]);
      const found = ['css/main.css', 'empty.txt', 'index.html'].map((name) => join('site', name));
      expect(paths).to.deep.equal([...found, 'secret.txt', undefined]);
    });

    it('prints a JSON array', async () => {
      const digest = createHash('md5').update('').digest('hex');
      const { stdout } = await acme('hash', '--json', '--algorithm', 'md5', 'site/empty.txt');
      expect(JSON.parse(stdout)).to.deep.equal([{ path: 'site/empty.txt', algorithm: 'md5', digest }]);
    });

    it('fails with one line for a missing file', async () => {
      const { stdout, stderr, exitCode } = await acme('hash', 'missing.txt');
      expect({ stdout, stderr, exitCode }).to.deep.equal({
        stdout: '',
        stderr: 'acme: no such file or folder: missing.txt\n',
        exitCode: 1,
      });
    });

    it('ends quietly when nobody reads on', async () => {
      const { child, result } = startAcme(home.path, ['hash', 'site']);
      child.stdout?.destroy();
      expect(await result).to.include({ exitCode: 0, signal: null, stderr: '' });
    });

    it('refuses an unknown algorithm', async () => {
      const { stderr, exitCode } = await acme('hash', 'site', '--algorithm', 'crc32');
      expect(exitCode).to.equal(1);
      expect(stderr).to.match(/Allowed choices are sha256, sha1, md5, sha512/);
    });
  });

  describe('cache', () => {
    const hashCached = (): Promise<AcmeResult> => acme('hash', 'site', '--cache', '--cache-dir', 'cache');

    it('gives the same digests from the cache, and new ones after a change', async () => {
      const { stdout: computed } = await hashCached();
      const { stdout: remembered } = await hashCached();
      expect(remembered).to.equal(computed);
      await writeFile(join(home.path, 'site/index.html'), '<h1>changed</h1>');
      const { stdout: changed } = await hashCached();
      expect(changed)
        .to.equal((await acme('hash', 'site')).stdout)
        .and.not.equal(computed);
    });

    it('answers from the cache', async () => {
      await hashCached();
      for (const name of await readdir(join(home.path, 'cache'))) {
        await writeFile(join(home.path, 'cache', name), 'abc\n');
      }
      expect((await hashCached()).stdout).to.match(/^(abc {2}.*\n){3}$/);
    });

    it('counts its entries and removes nothing else', async () => {
      await hashCached();
      await writeFile(join(home.path, 'cache/diary.txt'), 'mine');
      expect((await acme('cache', 'stats', '--cache-dir', 'cache')).stdout).to.equal(
        '3 entries, 195 bytes in cache\n',
      );
      expect((await acme('cache', 'clean', '--cache-dir', 'cache')).stdout).to.equal(
        'removed 3 entries from cache\n',
      );
      expect(await readdir(join(home.path, 'cache'))).to.deep.equal(['diary.txt']);
    });

    it('takes a missing folder for an empty cache', async () => {
      const { stdout, exitCode } = await acme('cache', 'stats', '--cache-dir', 'nowhere');
      expect({ stdout, exitCode }).to.deep.equal({ stdout: '0 entries, 0 bytes in nowhere\n', exitCode: 0 });
    });
  });

  describe('pack', () => {
    const tar = (...args: string[]): string =>
      execFileSync('tar', args, { cwd: home.path, encoding: 'utf8' });

    it('writes an archive that tar lists', async () => {
      const { stdout, exitCode } = await acme('pack', 'site');
      expect({ stdout, exitCode }).to.deep.equal({
        stdout: 'packed 5 entries into site.tar.gz\n',
        exitCode: 0,
      });
      expect(tar('tzf', 'site.tar.gz').split(/\r?\n/)).to.deep.equal([
        'site/',
        'site/css/',
        'site/css/main.css',
        'site/empty.txt',
        'site/index.html',
        '',
      ]);
    });

    it('writes an archive that tar unpacks to the same bytes', async () => {
      const large = Buffer.alloc(300_001, 'tar');
      const deep = join(home.path, 'site', 'd'.repeat(90), 'e'.repeat(50));
      await mkdir(deep, { recursive: true });
      await writeFile(join(deep, 'größe.bin'), large);
      expect((await acme('pack', 'site', '-o', 'out.tgz', '--level', '1')).exitCode).to.equal(0);
      await mkdir(join(home.path, 'unpacked'));
      tar('xzf', 'out.tgz', '-C', 'unpacked');
      const unpacked = deep.replace(home.path, join(home.path, 'unpacked'));
      expect((await readFile(join(unpacked, 'größe.bin'))).equals(large)).to.equal(true);
    });

    it('stores links as links', async function () {
      if (onWindows) this.skip();
      await symlink('index.html', join(home.path, 'site/start.html'));
      await acme('pack', 'site');
      expect(tar('tvzf', 'site.tar.gz')).to.contain('site/start.html -> index.html');
    });

    it('leaves its own archive out', async () => {
      for (let run = 0; run < 2; run++) await acme('pack', 'site', '-o', 'site/all.tgz');
      expect(tar('tzf', 'site/all.tgz')).to.not.contain('all.tgz');
    });

    it('only lists with --dry-run', async () => {
      const { stdout } = await acme('pack', 'site', '--dry-run');
      expect(stdout).to.contain('14\tsite/index.html\n');
      expect(await readdir(home.path)).to.not.include('site.tar.gz');
    });

    for (const [what, args, message] of [
      ['a missing folder', ['missing'], 'acme: no such file or folder: missing\n'],
      ['a file', ['secret.txt'], 'acme: not a folder: secret.txt\n'],
    ] as const) {
      it(`fails with one line for ${what}`, async () => {
        const { stderr, exitCode } = await acme('pack', ...args);
        expect({ stderr, exitCode }).to.deep.equal({ stderr: message, exitCode: 1 });
      });
    }

    it('leaves no half archive behind when a name does not fit', async () => {
      await writeFile(join(home.path, 'site', 'n'.repeat(120)), '');
      const { stderr, exitCode } = await acme('pack', 'site');
      expect(exitCode).to.equal(1);
      expect(stderr).to.match(/^acme: name too long for a tar archive: .*\n$/);
      expect((await readdir(home.path)).filter((name) => name.includes('.tar.gz'))).to.deep.equal([]);
    });
  });

  describe('verify', () => {
    it('accepts what hash printed', async () => {
      const { stdout } = await acme('hash', 'secret.txt');
      await writeFile(join(home.path, 'secret.txt.sha256'), stdout);
      expect(await acme('verify', 'secret.txt')).to.include({ stdout: 'secret.txt: OK\n', exitCode: 0 });
    });

    it('fails with 3 when the checksum differs', async () => {
      await writeFile(join(home.path, 'secret.txt.sha256'), `${'0'.repeat(64)}  secret.txt\n`);
      const { stderr, exitCode } = await acme('verify', 'secret.txt');
      expect(exitCode).to.equal(3);
      expect(stderr).to.match(/^acme: secret\.txt is [0-9a-f]{64}, expected 0{64}\n$/);
    });

    it('fails with 1 when there is no checksum to compare', async () => {
      expect(await acme('verify', 'secret.txt')).to.include({
        stderr: 'acme: no such file or folder: secret.txt.sha256\n',
        exitCode: 1,
      });
      await writeFile(join(home.path, 'secret.txt.sha256'), 'later\n');
      expect(await acme('verify', 'secret.txt')).to.include({
        stderr: 'acme: no SHA-256 checksum in secret.txt.sha256\n',
        exitCode: 1,
      });
    });
  });

  describe('serve', () => {
    let server: AcmeProcess | undefined;

    afterEach(async () => {
      server?.child.kill('SIGKILL');
      await server?.result;
      server = undefined;
    });

    async function serve(...options: string[]): Promise<string> {
      const started = startAcme(home.path, ['serve', 'site', '--port', '0', ...options]);
      server = started;
      return waitFor('URL of acme serve', () => /http:\S+/.exec(started.output.stdout)?.[0]);
    }

    it('answers with files, and with index.html for a folder', async () => {
      const url = await serve();
      const page = await get(url, '/');
      expect(page).to.include({ status: 200, body: '<h1>hello</h1>' });
      expect(page.contentType).to.equal('text/html; charset=utf-8');
      expect(await get(url, '/css/main.css?v=1')).to.include({ status: 200, body: 'h1 { color: red }' });
    });

    for (const path of [
      '/missing.txt',
      '/css/',
      '/../secret.txt',
      '/..%2fsecret.txt',
      '/css/..%2f..%2fsecret.txt',
      '/%E0%A4%A',
      '/%00',
      '//',
    ]) {
      it(`answers 404 to ${path}`, async () => {
        expect((await get(await serve(), path)).status).to.equal(404);
      });
    }

    it('does not follow links that lead out of the folder', async function () {
      if (onWindows) this.skip();
      await symlink('../secret.txt', join(home.path, 'site/link.txt'));
      expect((await get(await serve(), '/link.txt')).status).to.equal(404);
    });

    it('refuses to change anything', async () => {
      expect((await get(await serve(), '/index.html', 'DELETE')).status).to.equal(405);
    });

    it('is killed by SIGINT', async () => {
      await serve();
      server?.child.kill('SIGINT');
      expect(await server?.result).to.include({ exitCode: null, signal: 'SIGINT', stderr: '' });
    });

    for (const [signal, exitCode] of [
      ['SIGINT', 130],
      ['SIGTERM', 143],
    ] as const) {
      it(`closes and exits ${exitCode} after ${signal} with --graceful`, async function () {
        if (onWindows) this.skip(); // there, kill() ends a process without asking it
        await serve('--graceful');
        server?.child.kill(signal);
        expect(await server?.result).to.include({ exitCode, signal: null, stderr: '' });
      });
    }

    it('fails with one line when the port is taken', async () => {
      const { port } = new URL(await serve());
      const { stderr, exitCode } = await acme('serve', 'site', '--port', port);
      expect(exitCode).to.equal(1);
      expect(stderr).to.equal(`acme: listen EADDRINUSE: address already in use 127.0.0.1:${port}\n`);
    });

    it('refuses a port that is none', async () => {
      const { stderr, exitCode } = await acme('serve', 'site', '--port', '80x');
      expect(exitCode).to.equal(1);
      expect(stderr).to.contain('Expected a whole number from 0 to 65535.');
    });
  });

  describe('docker', () => {
    for (const args of [
      ['docker', 'version'],
      ['docker', 'ps'],
      ['dk', 'ps'],
    ]) {
      it(`fails with one line without a daemon: ${args.join(' ')}`, async () => {
        const { stdout, stderr, exitCode } = await runAcme(home.path, args, {
          env: { DOCKER_HOST: 'unix:///nonexistent.sock' },
        });
        expect({ stdout, exitCode }).to.deep.equal({ stdout: '', exitCode: 1 });
        expect(stderr).to.match(/^acme: Docker's daemon does not answer: connect E\w+ .*\n$/);
      });
    }

    it('prints what the daemon at DOCKER_HOST answers', async () => {
      const daemon = createServer(({ url }, response) => {
        const isVersion = url === '/version';
        response.end(JSON.stringify(isVersion ? DAEMON_VERSION : [DAEMON_CONTAINER]));
      }).listen(0, '127.0.0.1');
      await once(daemon, 'listening');
      const address = daemon.address();
      if (address === null || typeof address === 'string') throw new Error('no port');
      const env = { DOCKER_HOST: `tcp://127.0.0.1:${address.port}` };
      try {
        expect(await runAcme(home.path, ['docker', 'version'], { env })).to.include({
          stdout: 'Docker 28.2.2 (API 1.50) on linux/amd64\n',
          stderr: '',
          exitCode: 0,
        });
        expect((await runAcme(home.path, ['dk', 'ps', '--all'], { env })).stdout).to.equal(
          '0123456789ab\tredis:8\tUp 2 hours\t/cache\n',
        );
      } finally {
        daemon.close();
        daemon.closeAllConnections();
      }
    });
  });

  describe('crash', () => {
    for (const flags of [[], ['--late'], ['--rejection'], ['--late', '--rejection']]) {
      it(`ends with 1 and a stack: crash ${flags.join(' ')}`, async () => {
        const { stderr, exitCode, signal } = await acme('crash', ...flags);
        expect({ exitCode, signal }).to.deep.equal({ exitCode: 1, signal: null });
        expect(stderr).to.match(/TypeError: (crashed|rejected) on purpose\n +at /);
      });
    }
  });
});

const DAEMON_VERSION = { Version: '28.2.2', ApiVersion: '1.50', Os: 'linux', Arch: 'amd64' };
const DAEMON_CONTAINER = {
  Id: '0123456789abcdef',
  Image: 'redis:8',
  Status: 'Up 2 hours',
  Names: ['/cache'],
};

type Answer = { readonly status: number; readonly contentType: string | undefined; readonly body: string };

/** Asks for the path as it is; `fetch` would tidy it up first. */
async function get(url: string, path: string, method = 'GET'): Promise<Answer> {
  const { port, hostname } = new URL(url);
  const outgoing = request({ hostname, port, path, method, agent: false }).end();
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    outgoing.once('response', resolve).once('error', reject);
  });
  return {
    status: response.statusCode ?? 0,
    contentType: response.headers['content-type'],
    body: await text(response),
  };
}
