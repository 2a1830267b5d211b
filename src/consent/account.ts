import { fs, path } from '../disk/builtin.ts';
import { effectiveUser } from '../disk/own-file.ts';
import type { ConsentMoment } from './consent-host.ts';
import type { Reading } from './reading.ts';

/** Set by programs that run a command as another account: its home, and so its consent, may not be that person's. */
const ESCALATION_VARIABLES = ['SUDO_UID', 'DOAS_USER', 'PKEXEC_UID'] as const;

/** No when the home belongs to another account than the one that runs: nobody can speak for somebody else's home. */
export function readAccount({ host, env }: ConsentMoment): Reading {
  const escalation = ESCALATION_VARIABLES.find((name) => env[name] !== undefined);
  if (escalation !== undefined) {
    return { source: 'account', says: 'no', where: escalation, note: 'runs as another account' };
  }
  const { home } = host.paths;
  const owned = isOwnHome(home);
  return {
    source: 'account',
    says: owned ? 'nothing' : 'no',
    where: home || 'no home',
    note: owned ? 'home is your own' : 'home is not there, or not owned by the account that runs',
  };
}

/** Says whether a home is there and belongs to somebody else: what root leaves in it, its owner cannot remove. */
export function isForeignHome(home: string): boolean {
  const [uid] = effectiveUser();
  if (uid === undefined || home === '') return false;
  const owner = fs.statSync(home, { throwIfNoEntry: false })?.uid;
  return owner !== undefined && owner !== uid;
}

function isOwnHome(home: string): boolean {
  if (!path.isAbsolute(home)) return false;
  const [uid] = effectiveUser();
  if (uid === undefined) return true;
  try {
    return fs.statSync(home).uid === uid;
  } catch {
    // A home that cannot be looked at (build sandboxes have none) is nobody's who could have agreed.
    return false;
  }
}
