import { path, SEPARATOR } from './builtin.ts';

/** Folders that replace the platform's own, for tests. Absolute paths. */
export interface Directories {
  /** Holds the user's no. Default: `$XDG_CONFIG_HOME/<name>`, `%APPDATA%\<name>`, `~/Library/Preferences/<name>`. */
  readonly config?: string;
  /** Holds everything else. Default: `$XDG_STATE_HOME/<name>`, `%LOCALAPPDATA%\<name>`, `~/Library/Application Support/<name>`. */
  readonly state?: string;
  /** Holds the machine's policy. Default: `/etc/<name>`, `%ProgramData%\<name>`, `/Library/Application Support/<name>`. */
  readonly policy?: string;
}

/** Every place on disk that belongs to one host, absolute. */
export interface HostPaths {
  /** Empty where the account has none. */
  readonly home: string;
  /** The two folders that must be the user's own before anything is written below them, outermost first. */
  readonly ownFolders: readonly string[];
  readonly stateDir: string;
  readonly configDir: string;
  readonly noFile: string;
  readonly yesFile: string;
  readonly noticeFile: string;
  readonly identityFile: string;
  readonly policyFile: string;
  readonly spoolsDir: string;
  readonly codeCacheDir: string;
}

/** What {@link hostPaths} needs to know. */
export interface PathsInput {
  readonly name: string;
  readonly env: NodeJS.ProcessEnv;
  readonly directories?: Directories | undefined;
  /** Default: `process.platform`. */
  readonly platform?: NodeJS.Platform;
}

/**
 * Names all files and folders of a host; touches none of them.
 *
 * The no lies in the config folder, which people synchronise between machines; the yes, the id and the spool lie in
 * the machine-local state folder, so that a synchronised home carries a no along but never a yes.
 */
export function hostPaths(input: PathsInput): HostPaths {
  const { name, env, directories, platform = process.platform } = input;
  const home = homeFolder(env, platform);
  const base = PLATFORM_FOLDERS[platform === 'win32' || platform === 'darwin' ? platform : 'linux'](
    env,
    home,
  );
  const config = directories?.config ?? base.config + SEPARATOR + name;
  const state = directories?.state ?? base.state + SEPARATOR + name;
  const policy = directories?.policy ?? base.policy + SEPARATOR + name;
  const stateDir = `${state}${SEPARATOR}telemetry`;
  const inState = (file: string): string => stateDir + SEPARATOR + file;
  return {
    home,
    ownFolders: [state, stateDir],
    stateDir,
    configDir: config,
    noFile: `${config}${SEPARATOR}telemetry-disabled`,
    yesFile: inState('enabled.json'),
    noticeFile: inState('notice.json'),
    identityFile: inState('identity.json'),
    policyFile: `${policy}${SEPARATOR}telemetry.json`,
    spoolsDir: inState('spool'),
    codeCacheDir: inState('cache'),
  };
}

interface PlatformFolders {
  readonly config: string;
  readonly state: string;
  readonly policy: string;
}

const PLATFORM_FOLDERS = {
  linux: (env: NodeJS.ProcessEnv, home: string): PlatformFolders => ({
    config: absolute(env['XDG_CONFIG_HOME']) ?? home + SEPARATOR + '.config',
    state: absolute(env['XDG_STATE_HOME']) ?? [home, '.local', 'state'].join(SEPARATOR),
    policy: '/etc',
  }),
  darwin: (_env: NodeJS.ProcessEnv, home: string): PlatformFolders => ({
    config: [home, 'Library', 'Preferences'].join(SEPARATOR),
    state: [home, 'Library', 'Application Support'].join(SEPARATOR),
    policy: '/Library/Application Support',
  }),
  win32: (env: NodeJS.ProcessEnv, home: string): PlatformFolders => ({
    config: absolute(env['APPDATA']) ?? [home, 'AppData', 'Roaming'].join(SEPARATOR),
    state: absolute(env['LOCALAPPDATA']) ?? [home, 'AppData', 'Local'].join(SEPARATOR),
    policy: absolute(env['ProgramData']) ?? 'C:\\ProgramData',
  }),
} as const;

function homeFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  const named = absolute(env[platform === 'win32' ? 'USERPROFILE' : 'HOME']);
  if (named !== undefined) return named;
  try {
    return absolute(process.getBuiltinModule('node:os').homedir()) ?? NO_HOME;
  } catch {
    // Accounts that no user database knows, as in containers, have none.
    return NO_HOME;
  }
}

/** No folder is called so: it belongs to nobody, and nothing is recorded there. */
const NO_HOME = '';

/** The XDG specification: relative paths in these variables are invalid and to be ignored. */
function absolute(folder: string | undefined): string | undefined {
  return folder !== undefined && path.isAbsolute(folder) ? folder : undefined;
}
