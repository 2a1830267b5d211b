import { path } from '../disk/builtin.ts';

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
  for (const name of HANDED_ON) if (env[name] !== undefined) childEnv[name] = env[name];
  // Never a temp folder: anyone can plant files there that a program started in it reads.
  return { windowsHide: true, cwd: path.parse(process.execPath).root, env: childEnv };
}

/** Says whether a sender can be started: elsewhere (single executables, Electron, Bun) it would be the host again. */
export function isPlainNode(): boolean {
  const { electron, bun } = process.versions;
  return (
    electron === undefined &&
    bun === undefined &&
    /^node[\d.]*(\.exe)?$/i.test(path.basename(process.execPath))
  );
}
