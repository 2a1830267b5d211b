/**
 * Brings the address of a repository into the one form that all its spellings share, `host/path`: without protocol,
 * credentials, the protocols' own ports, query, `.git` and needless slashes, the host in lower case.
 *
 * @returns `undefined` for a path of this machine, and for what is no address.
 */
export function normalizeRemote(remote: string): string | undefined {
  const address = splitAddress(remote.trim());
  if (address === undefined) return undefined;
  const host = normalizeHost(address.authority);
  const path = normalizePath(address.path);
  return host === undefined || path === '' ? undefined : `${host}/${path}`;
}

interface Address {
  /** `user:password@host:port`, all but the host optional. */
  readonly authority: string;
  readonly path: string;
}

/** `https://user:password@host:443/path?query`. */
const URL_FORM = /^(?!file:)[a-z][a-z\d+.-]*:\/\/([^/?#]+)([^?#]*)/i;
/** `user@host:path`, and `[user@host:port]:path`; a path with a colon in it begins with a slash (git-clone, "Git URLs"). */
const SHORT_FORM = /^(\[[^\]/]+\]|(?:[^/@]*@)?(?:\[[^\]/]+\]|[^:/\\@[\]]+)):(.+)$/s;
/** `C:\path`, and `helper::anything`, where a program decides what it means. */
const NEITHER = /^(?:[a-z]|[\w+.-]+:):/i;

function splitAddress(remote: string): Address | undefined {
  const isUrl = remote.includes('://');
  const [, authority, path = ''] = (isUrl ? URL_FORM : SHORT_FORM).exec(remote) ?? [];
  if (authority === undefined || (!isUrl && NEITHER.test(remote))) return undefined;
  return { authority, path: isUrl ? decode(path) : path };
}

/** The ports that ssh, https, http and git have anyway. */
const OWN_PORTS = /^(?:22|443|80|9418)?$/;

function normalizeHost(authority: string): string | undefined {
  const bare = authority.replace(/^\[([^:\]]*:\d+)\]$/, '$1');
  const [, host, port = ''] = /^(?:.*@)?(\[[^\]]+\]|[^:@[\]\\\s]+)(?::(\d*))?$/s.exec(bare) ?? [];
  if (host === undefined) return undefined;
  return host.toLowerCase() + (OWN_PORTS.test(port) ? '' : `:${port}`);
}

function normalizePath(path: string): string {
  return path
    .replaceAll(/\/{2,}/g, '/')
    .replace(/^\//, '')
    .replace(/\/?(?:\.git)?\/?$/, '');
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    // It was never encoded.
    return path;
  }
}
