import { fs, path } from '../../disk/builtin.ts';
import { errorCode } from '../../disk/error-code.ts';
import { effectiveUser } from '../../disk/own-file.ts';
import type { HostPaths } from '../../disk/paths.ts';
import { readIdentity } from '../../identity/install-id.ts';
import { ok, problem, type Check } from './check.ts';

/** Says whether what is stored finds its folders: the user's own, private, writable, and no links. */
export function checkFolders(paths: HostPaths, spoolDir: string): Check[] {
  const spools = [paths.spoolsDir, spoolDir].map((folder) => ({ folder, kind: 'private' as const }));
  return [...checkConsentFolders(paths), checkOne('spool folder', spools)];
}

/** The same of the folders of what decides about consent. */
export function checkConsentFolders({ configDir, ownFolders }: HostPaths): Check[] {
  const stateFolders = ownFolders.map((folder) => ({ folder, kind: 'own' as const }));
  return [
    checkOne('config folder', [{ folder: configDir, kind: 'may-be-link' }]),
    checkOne('state folder', stateFolders),
  ];
}

/** Says whether the installation id and its salt can be read, or made. */
export function checkIdentity(paths: HostPaths): Check {
  const found = readIdentity(paths);
  if (found === undefined) return ok('identity', 'none yet');
  if (found === 'unsafe') {
    const says = `${paths.identityFile} is not what was written there: no id and no hashes are recorded`;
    return problem('identity', says, 'delete it; the next command makes a new one');
  }
  return ok('identity', `made ${new Date(found.createdAt).toISOString()}`);
}

interface Place {
  readonly folder: string;
  /** The config folder may lie behind a link; what is in the spool is nobody else's to look into. */
  readonly kind: 'may-be-link' | 'own' | 'private';
}

function checkOne(name: string, places: readonly Place[]): Check {
  for (const place of places) {
    const wrong = findWrong(place);
    if (wrong !== undefined) return problem(name, wrong.says, wrong.remedy);
  }
  const last = places.at(-1)?.folder ?? '';
  return ok(name, `${last}${fs.existsSync(last) ? '' : ', not made yet'}`);
}

type Wrong = Pick<Check, 'says'> & { readonly remedy: string };

function findWrong({ folder, kind }: Place): Wrong | undefined {
  try {
    const stats = kind === 'may-be-link' ? fs.statSync(folder) : fs.lstatSync(folder);
    return findWrongStats(folder, stats, kind) ?? findUnwritable(folder);
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT') return findWhyNotMade(path.dirname(folder));
    return { says: `${folder} cannot be looked at (${code})`, remedy: 'look at what lies above it' };
  }
}

function findWrongStats(
  folder: string,
  stats: import('node:fs').Stats,
  kind: Place['kind'],
): Wrong | undefined {
  const [uid] = effectiveUser();
  if (stats.isSymbolicLink()) return { says: `${folder} is a link`, remedy: 'put a folder in its place' };
  if (!stats.isDirectory()) return { says: `${folder} is no folder`, remedy: 'move it away' };
  if (uid === undefined) return undefined;
  if (stats.uid !== uid) {
    return {
      says: `${folder} belongs to another account`,
      remedy: 'have it given to you (chown), or delete it',
    };
  }
  const others = stats.mode & (kind === 'private' ? 0o077 : 0o022);
  if (others === 0) return undefined;
  const what = kind === 'private' ? 'open to other accounts' : 'writable for other accounts';
  return { says: `${folder} is ${what}`, remedy: `chmod ${kind === 'private' ? '700' : 'go-w'} it` };
}

function findUnwritable(folder: string): Wrong | undefined {
  try {
    fs.accessSync(folder, fs.constants.W_OK | fs.constants.X_OK);
    return undefined;
  } catch (error) {
    const says = `${folder} cannot be written (${errorCode(error)})`;
    return { says, remedy: 'make it writable; until then nothing is recorded' };
  }
}

/** A folder that is missing is made when it is needed, where the first folder above it that is there can be written. */
function findWhyNotMade(above: string): Wrong | undefined {
  if (!fs.existsSync(above) && path.dirname(above) !== above) return findWhyNotMade(path.dirname(above));
  return findUnwritable(above);
}
