import type { ConsentFiles } from '../consent/consent-host.ts';
import { fs } from '../disk/builtin.ts';
import { parseObject, type JsonObject } from '../disk/json.ts';
import { readOwnFile } from '../disk/own-file.ts';
import { spoolLayout } from './layout.ts';

/** Bounds of one spool. */
export interface SpoolBounds {
  readonly maxRecords: number;
  readonly maxBytes: number;
  readonly maxAgeMs: number;
}

/** What a host tells the sender it starts: where to post, and what may still say no. */
export interface SendRequest extends ConsentFiles {
  /** Version of commandspan that wrote it; a sender of another one does nothing. */
  readonly version: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly userAgent: string;
  readonly spoolDir: string;
  readonly ownFolders: readonly string[];
  readonly codeCacheDir: string;
  readonly identityFile: string;
  /** The wait after the first failed send; it doubles with each one. Milliseconds. */
  readonly backoffMs: number;
  readonly bounds: SpoolBounds;
  readonly deadlineMs: number;
  /** Whether somebody watches the collector, and wants to see each command as it ends. */
  readonly isWatched: boolean;
  /** Whether the host waits for the sender. */
  readonly isAwaited: boolean;
  /** What a host that is its own sender must be told too; `undefined` for the program that only sends. */
  readonly token?: string;
}

/** The bounds of a spool that nobody raised. */
export const DEFAULT_BOUNDS: SpoolBounds = {
  maxRecords: 5000,
  maxBytes: 10_000_000,
  maxAgeMs: 14 * 24 * 60 * 60 * 1000,
};

/** A sender lives no longer than this, whatever the network does. */
export const DEADLINE_MS = 30_000;

/** One that a host waits for lives no longer than this. */
export const AWAITED_DEADLINE_MS = 6000;

/** Reads the request that a host of this version wrote; `undefined` for anything else. */
export function readSendRequest(file: string, version: string): SendRequest | undefined {
  const found = readOwnFile(file);
  const object = found.state === 'present' ? parseObject(found.text) : undefined;
  // The file is ours, private, and written aside: the version vouches for its shape.
  return object !== undefined && isOfVersion(object, version) ? object : undefined;
}

/** What the variable says to a host that is its own sender: where the request lies, and the token in it. */
export function toRequestValue(file: string, token: string | undefined): string {
  return token === undefined ? file : `${file}#${token}`;
}

/**
 * Takes the request of a host that is its own sender, which is good for one process: it is removed.
 *
 * @param value as `toRequestValue` made it.
 * @returns `undefined` for a request with another token or none, of another version, or in another place than it says.
 */
export function redeemRequest(value: string, version: string): SendRequest | undefined {
  const at = value.lastIndexOf('#');
  const [file, token] = [value.slice(0, at), value.slice(at + 1)];
  const request = readSendRequest(file, version);
  if (request === undefined || token === '' || request.token !== token) return undefined;
  if (spoolLayout(request.spoolDir).requestFile !== file || !isPrivate(file)) return undefined;
  fs.rmSync(file, { force: true });
  return request;
}

/** A file that came with a project is readable for others, on most machines. */
function isPrivate(file: string): boolean {
  return process.platform === 'win32' || (fs.lstatSync(file).mode & 0o077) === 0;
}

function isOfVersion(object: JsonObject, version: string): object is JsonObject & SendRequest {
  return object['version'] === version && typeof object['url'] === 'string';
}
