import { path } from '../disk/builtin.ts';
import { denoAllows, isCompiledByDeno, isDeno } from '../disk/deno.ts';
import { SENDER_ARGUMENT } from './sender-call.ts';

/** Variables that name a proxy, in the order in which Node asks for them. */
export const PROXY_VARIABLES = [
  'https_proxy',
  'HTTPS_PROXY',
  'http_proxy',
  'HTTP_PROXY',
  'no_proxy',
  'NO_PROXY',
  'all_proxy',
  'ALL_PROXY',
] as const;

/** Variables that a sender needs to reach the net as the user's other programs do; nothing else is handed on. */
const HANDED_ON = [
  ...PROXY_VARIABLES,
  'NODE_EXTRA_CA_CERTS',
  'NODE_USE_SYSTEM_CA',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'LANG',
  'LC_ALL',
  'TMPDIR',
  'TEMP',
  'TMP',
  'SystemRoot',
  'SYSTEMROOT',
] as const;

/** Deno does not start without a folder for its caches, and finds packages there. */
const DENO_HANDED_ON = ['DENO_DIR', 'HOME', 'XDG_CACHE_HOME', 'LOCALAPPDATA'] as const;

/** The surroundings of a sender, as `child_process` takes them. */
export interface SenderSurroundings {
  readonly windowsHide: true;
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Makes the surroundings of a sender: an environment with nothing in it but what it needs, and a folder that nobody
 * else writes to.
 *
 * @param variable names what the sender is to do, and its value; nothing stands in a sender's arguments.
 */
export function senderSurroundings(
  env: NodeJS.ProcessEnv,
  [variable, value]: readonly [string, string],
): SenderSurroundings {
  // Without a prototype, whose enumerable properties would become variables too; and Node adds a coverage folder of
  // its own unless the key is there.
  const childEnv: NodeJS.ProcessEnv = Object.assign(Object.create(null), {
    [variable]: value,
    NODE_V8_COVERAGE: undefined,
  });
  const handedOn = isDeno() ? [...HANDED_ON, ...DENO_HANDED_ON] : HANDED_ON;
  for (const name of handedOn) if (env[name] !== undefined) childEnv[name] = env[name];
  // Never a temp folder: anyone can plant files there that a program started in it reads.
  return { windowsHide: true, cwd: path.parse(process.execPath).root, env: childEnv };
}

/** What there is to be started as a sender. */
export interface SenderSources {
  /** The program that sends, as a file; `undefined` in hosts that are bundled themselves. */
  readonly senderFile: string | undefined;
  /** Whether the host has offered itself, and the script that it is. */
  readonly offer: { readonly made: () => { readonly script: string | undefined } | undefined };
}

/** Why no sender can be started. */
export type NoSender =
  /** Our files are not beside this program, because it was bundled into one. */
  | 'bundled'
  | 'single-executable'
  | 'bun'
  | 'deno'
  | 'electron'
  /** Node runs inside some other program. */
  | 'other-program'
  /** This process may not start another. */
  | 'forbidden';

/** How a sender is started: the arguments of `process.execPath`. */
export type SenderStart =
  | { readonly state: 'file'; readonly args: readonly string[] }
  | { readonly state: 'host'; readonly args: readonly string[] }
  | { readonly state: 'none'; readonly why: NoSender };

/**
 * Finds what can be started as a sender: our own file where Node is plain Node, else the host, if it offers itself.
 * Electron is never started again: it would open a window.
 */
export function findSender({ senderFile, offer }: SenderSources): SenderStart {
  if (isForbidden()) return { state: 'none', why: 'forbidden' };
  const strange = strangeRuntime();
  if (strange === undefined && senderFile !== undefined) return { state: 'file', args: [senderFile] };
  const host = strange === 'electron' || isCompiledByDeno() ? undefined : offer.made();
  const args = host && hostArguments(host.script);
  if (args === undefined) return { state: 'none', why: strange ?? 'bundled' };
  return { state: 'host', args: [...args, SENDER_ARGUMENT] };
}

/** By Node's permission model, or by Deno, which would ask the user. */
function isForbidden(): boolean {
  return ('permission' in process && !process.permission.has('child')) || !denoAllows('run');
}

/** What runs us, unless it is plain Node, which runs whatever file it is given. */
function strangeRuntime(): Exclude<NoSender, 'bundled' | 'forbidden'> | undefined {
  const { electron, bun, deno } = process.versions;
  if (electron !== undefined) return 'electron';
  if (bun !== undefined) return 'bun';
  if (deno !== undefined) return 'deno';
  if (isSingleExecutable()) return 'single-executable';
  return /^node[\d.]*(\.exe)?$/i.test(path.basename(process.execPath)) ? undefined : 'other-program';
}

/**
 * What comes before our argument. A program that is one executable has its script inside, and would take a path for an
 * argument; of `node -e` and a script on stdin nothing is known, and what stands in its place is the user's argument, or
 * would be ours, and run as a script.
 */
function hostArguments(script: string | undefined): readonly string[] | undefined {
  if (isSingleExecutable() || BUN_INSIDE.test(script ?? '')) return [];
  return script !== undefined && path.isAbsolute(script) && !isEvaluated() ? [script] : undefined;
}

/** Whether Node was given its program in its own arguments, or loads it only beside another. */
function isEvaluated(): boolean {
  return process.execArgv.some((argument) => /^(-e|-p|-pe|--eval|--print)(=|$)/.test(argument));
}

/** Where compiled programs of Bun find themselves. */
const BUN_INSIDE = /^(\/\$bunfs\/|[A-Z]:[\\/]~BUN[\\/])/;

function isSingleExecutable(): boolean {
  // Not in all runtimes.
  return process.getBuiltinModule('node:sea')?.isSea() ?? false;
}
