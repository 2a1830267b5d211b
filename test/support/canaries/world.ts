import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Canaries } from './places.ts';

/** A machine, as far as one can be made up: folders, a project, and, where namespaces allow it, host and account. */
export interface World {
  /** The working directory, with the files of a project. */
  readonly project: string;
  /** Where a fixture lies. */
  readonly fixture: (name: string) => string;
  /** Goes before each program: gives it the host name and the account, and keeps it from leaving its memory on disk. */
  readonly wrapper: readonly string[];
  /** Why host name and account are the real ones; `undefined` when they are canaries. */
  readonly whyRealMachine: string | undefined;
  /** Lists all files below project and program, so that one that came later can be seen. */
  readonly files: () => string[];
  readonly remove: () => void;
}

const REPOSITORY = join(import.meta.dirname, '../../..');

/** Makes a world with a canary in each of its names and files. */
export function makeWorld(secret: Canaries['secret']): World {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'commandspan-world-')));
  const project = join(root, secret('working directory'));
  const program = join(root, secret('folder of the program'));
  for (const [file, content] of Object.entries(projectFiles(secret))) {
    mkdirSync(dirname(join(project, file)), { recursive: true });
    writeFileSync(join(project, file), content);
  }
  for (const part of ['dist', 'package.json', 'test/fixtures/canaries']) {
    cpSync(join(REPOSITORY, part), join(program, part), { recursive: true });
  }
  symlinkSync(realpathSync(join(REPOSITORY, 'node_modules')), join(program, 'node_modules'));
  const accounts = join(root, 'passwd');
  writeFileSync(accounts, accountFile(secret));
  const whyRealMachine = whyNoNamespace();
  return {
    project,
    fixture: (name) => join(program, 'test/fixtures/canaries', name),
    wrapper: whyRealMachine === undefined ? inNamespace(secret('host name'), accounts) : WITHOUT_CORE,
    whyRealMachine,
    files: () => [project, program].flatMap((folder) => readdirSync(folder, { recursive: true }).map(String)),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** The places that stay empty where there is no namespace. */
export const NAMESPACE_PLACES: readonly string[] = ['account', 'full name', 'login shell', 'host name'];

function projectFiles(secret: Canaries['secret']): Record<string, string> {
  return {
    '.git/config': `[remote "origin"]\n\turl = git@github.com:${secret('git remote')}/shop.git\n`,
    '.git/HEAD': `ref: refs/heads/${secret('git branch')}\n`,
    'package.json': JSON.stringify({
      name: secret('package name'),
      version: `1.0.0-${secret('package version')}`,
      author: secret('package author'),
    }),
    '.npmrc': `//registry.example/:_authToken=${secret('token in .npmrc')}\n`,
    '.env': `PASSWORD=${secret('password in .env')}\n`,
    [`${secret('name of a file')}.txt`]: secret('content of a file'),
  };
}

/** The account of these tests, under another name; in a namespace it is root. */
function accountFile(secret: Canaries['secret']): string {
  const account = [
    secret('account'),
    'x',
    '0',
    '0',
    secret('full name'),
    '/root',
    `/bin/${secret('login shell')}`,
  ];
  const others = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .filter((line) => line.split(':')[2] !== '0');
  return [account.join(':'), ...others].join('\n');
}

/** An abort would leave the whole memory of the host in its working directory. */
const WITHOUT_CORE = ['sh', '-c', 'ulimit -c 0; exec "$@"', 'sh'];

const ENTER = 'ulimit -c 0; hostname "$1" && mount --bind "$2" /etc/passwd && shift 2 && exec "$@"';

function inNamespace(hostName: string, accounts: string): string[] {
  const asRoot = process.getuid?.() === 0 ? [] : ['--user', '--map-root-user'];
  return ['unshare', ...asRoot, '--uts', '--mount', 'sh', '-c', ENTER, 'sh', hostName, accounts];
}

function whyNoNamespace(): string | undefined {
  if (process.platform !== 'linux') return 'namespaces are of Linux';
  const [program, ...args] = [...inNamespace('canary', '/etc/passwd'), 'cat', '/proc/sys/kernel/hostname'];
  const { error, stdout } = spawnSync(program, args, { encoding: 'utf8', env: { PATH: '/usr/bin:/bin' } });
  if (error !== undefined) return `unshare (util-linux) does not start: ${error.message}`;
  return stdout.trim() === 'canary' ? undefined : 'the host may not be renamed in a namespace of its own';
}
