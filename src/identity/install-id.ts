import { createWhole } from '../disk/create-whole.ts';
import { hasExactly, parseObject } from '../disk/json.ts';
import { ensureOwnFolder } from '../disk/own-folder.ts';
import { readOwnFile } from '../disk/own-file.ts';
import type { HostPaths } from '../disk/paths.ts';
import { writeAside } from '../disk/write-aside.ts';

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
 * Reads the identity, minting it where there is none and renewing the rotating one when it is due. Of many processes
 * that mint at once one wins and the others read its id; processes that renew at once all come to the same one.
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
  if (found !== undefined) return renew(paths, found, now);
  createWhole(paths.identityFile, contentOf(mint(now)));
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
  const valid = typeof id === 'string' && UUID.test(id) && isSalt(salt) && Number.isFinite(createdAt);
  return valid ? { id, salt, createdAt: Number(createdAt) } : 'unsafe';
}

/** Without a key, or with one that can be guessed, a hash tells what it hashes. */
function isSalt(salt: unknown): salt is string {
  return typeof salt === 'string' && salt.length >= MIN_SALT;
}

const MIN_SALT = 32;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A clock that was set back makes an id look younger than now; it is then renewed, never kept for ever. */
function isDue({ createdAt }: Identity, policy: IdentityPolicy, now: number): boolean {
  return policy === 'rotating' && Math.abs(now - createdAt) > ROTATION_MS;
}

/**
 * Puts the successor in the place of an identity. It is derived from the old salt, which never left the machine: nobody
 * else can tell that the one follows the other, and processes that renew at once agree without a lock.
 */
function renew(paths: HostPaths, old: Identity, now: number): Identity | undefined {
  const current = readIdentity(paths);
  if (current === undefined || current === 'unsafe') return undefined;
  // Another process has renewed or reset it since.
  if (current.id !== old.id) return current;
  const next = successorOf(old, now);
  writeAside(paths.identityFile, contentOf(next));
  return next;
}

function mint(now: number): Identity {
  const { randomUUID } = process.getBuiltinModule('node:crypto');
  return { id: randomUUID(), salt: randomUUID() + randomUUID(), createdAt: now };
}

function successorOf({ salt }: Identity, now: number): Identity {
  const { createHmac } = process.getBuiltinModule('node:crypto');
  const derive = (what: string): Buffer => createHmac('sha256', salt).update(`next ${what}`).digest();
  return { id: toUuid(derive('id')), salt: derive('salt').toString('hex'), createdAt: now };
}

/** Makes a UUID of version 8, for what is neither random nor a time (RFC 9562, 5.8). */
function toUuid(bytes: Buffer): string {
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

function contentOf(identity: Identity): string {
  return `${JSON.stringify(identity)}\n`;
}
