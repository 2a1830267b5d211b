import type { ConsentFiles } from '../consent/consent-host.ts';
import { parseObject, type JsonObject } from '../disk/json.ts';
import { readOwnFile } from '../disk/own-file.ts';
import { DISTRO } from '../distro.ts';
import { shortenVersion } from '../resource/version.ts';

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
}

/** The bounds of a spool that nobody raised. */
export const DEFAULT_BOUNDS: SpoolBounds = {
  maxRecords: 5000,
  maxBytes: 10_000_000,
  maxAgeMs: 14 * 24 * 60 * 60 * 1000,
};

/** A sender lives no longer than this, whatever the network does. */
export const DEADLINE_MS = 30_000;

/** Names the variable that tells the sender where its request lies; nothing stands in its arguments. */
export const REQUEST_VARIABLE = 'COMMANDSPAN_SEND_REQUEST';

/** Tells the sender's program to ask the collector once, and nothing else: see `probe`. */
export const PROBE_VARIABLE = 'COMMANDSPAN_PROBE';

/** How requests call themselves: the host, and commandspan. */
export function userAgentOf(host: { readonly name: string; readonly version: string }): string {
  return `${host.name}/${shortenVersion(host.version) ?? '0'} ${DISTRO.name}/${DISTRO.version}`;
}

/** Reads the request that a host of this version wrote; `undefined` for anything else. */
export function readSendRequest(file: string, version: string): SendRequest | undefined {
  const found = readOwnFile(file);
  const object = found.state === 'present' ? parseObject(found.text) : undefined;
  // The file is ours, private, and written aside: the version vouches for its shape.
  return object !== undefined && isOfVersion(object, version) ? object : undefined;
}

function isOfVersion(object: JsonObject, version: string): object is JsonObject & SendRequest {
  return object['version'] === version && typeof object['url'] === 'string';
}
