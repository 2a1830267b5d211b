import { fs } from '../disk/builtin.ts';
import { createWhole } from '../disk/create-whole.ts';
import { errorCode } from '../disk/error-code.ts';
import { hasExactly, parseObject } from '../disk/json.ts';
import { ensureOwnFolder } from '../disk/own-folder.ts';
import { readOwnFile } from '../disk/own-file.ts';
import type { HostPaths } from '../disk/paths.ts';
import { asideName } from '../disk/write-aside.ts';

/** How long an id lives: 90 days, until reset, or it is never made. */
export type IdentityPolicy = 'rotating' | 'stable' | 'none';

/** The pseudonymous identity of one installation. Id and salt share one file, so that neither outlives the other. */
export interface Identity {
  /** A random UUID, `app.installation.id` of the semantic conventions. */
  readonly id: string;
  /** Key of the hashes; never leaves the machine. */
  readonly salt: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

const ROTATION_MS = 90 * 24 * 60 * 60 * 1000;

/**
 * Reads the identity, minting it where there is none or the rotating one is due. Of many processes that mint at once
 * one wins and the others read its id.
 *
 * @returns `undefined` where there is none to be had: policy `none`, or a folder or file that is not to be trusted.
 */
export function obtainIdentity(
  paths: HostPaths,
  policy: IdentityPolicy,
  now: number = Date.now(),
): Identity | undefined {
  if (policy === 'none') return undefined;
  const found = readIdentity(paths);
  if (found === 'unsafe') return undefined;
  if (found !== undefined && !isDue(found, policy, now)) return found;
  if (!ensureOwnFolder(paths.stateDir, paths.ownFolders)) return undefined;
  if (found !== undefined) retire(paths.identityFile, found);
  mint(paths.identityFile, now);
  const minted = readIdentity(paths);
  return minted === 'unsafe' ? undefined : minted;
}

/** Reads the identity without making one; `'unsafe'` for a file that is corrupt, linked or someone else's. */
export function readIdentity(paths: Pick<HostPaths, 'identityFile'>): Identity | 'unsafe' | undefined {
  const file = readOwnFile(paths.identityFile);
  if (file.state !== 'present') return file.state === 'absent' ? undefined : 'unsafe';
  const object = parseObject(file.text);
  if (object === undefined || !hasExactly(object, ['id', 'salt', 'createdAt'])) return 'unsafe';
  const { id, salt, createdAt } = object;
  const valid =
    typeof id === 'string' && UUID.test(id) && typeof salt === 'string' && Number.isFinite(createdAt);
  return valid ? { id, salt, createdAt: Number(createdAt) } : 'unsafe';
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A clock that was set back makes an id look younger than now; it is then renewed, never kept for ever. */
function isDue({ createdAt }: Identity, policy: IdentityPolicy, now: number): boolean {
  return policy === 'rotating' && Math.abs(now - createdAt) > ROTATION_MS;
}

/**
 * Of several processes one moves the old file away; for the others it is gone already. One that comes late may have
 * moved the new file, and puts it back.
 */
function retire(file: string, old: Identity): void {
  const aside = asideName(file);
  try {
    fs.renameSync(file, aside);
    if (!fs.readFileSync(aside, 'utf8').includes(old.id)) fs.linkSync(aside, file);
  } catch (error) {
    if (!['ENOENT', 'EEXIST'].includes(errorCode(error))) throw error;
  } finally {
    fs.rmSync(aside, { force: true });
  }
}

/** The first process wins. */
function mint(file: string, now: number): void {
  const { randomUUID } = process.getBuiltinModule('node:crypto');
  const identity: Identity = { id: randomUUID(), salt: randomUUID() + randomUUID(), createdAt: now };
  createWhole(file, `${JSON.stringify(identity)}\n`);
}
