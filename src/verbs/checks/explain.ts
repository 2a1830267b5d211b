/** What an answer, or none, means, and what a user can do about it. */
export interface Explanation {
  readonly means: string;
  readonly remedy: string;
}

/** Explains why a collector could not be reached, by the code of Node or of the system. */
export function explainCode(code: string): Explanation {
  return CODES.get(code) ?? { means: 'it cannot be reached', remedy: NETWORK };
}

/** Explains a status other than 2xx. */
export function explainStatus(status: number): Explanation {
  const known = STATUSES.get(status);
  if (known !== undefined) return known;
  if (status < 400) {
    const means = 'a redirect, which is never followed: a portal, or it has moved';
    return { means, remedy: 'sign in to the network; else tell the vendor' };
  }
  return { means: status >= 500 ? 'it is broken' : 'it does not understand us', remedy: VENDOR };
}

const NETWORK = 'look at the network, firewall and proxy';
const BEHIND_A_PROXY = 'look at the network and firewall; behind a proxy, set HTTPS_PROXY';
const CLOCK = "look at this machine's clock; else tell the vendor";
const VENDOR = 'tell the vendor';
const LATER = 'wait: it is tried again';

const UNKNOWN_AUTHORITY: Explanation = {
  means: 'its certificate is by an authority that Node does not know',
  remedy:
    "name your network's authority in NODE_EXTRA_CA_CERTS, or set NODE_USE_SYSTEM_CA=1 (senders do not get NODE_OPTIONS)",
};
const CUT: Explanation = { means: 'the connection was cut', remedy: NETWORK };
const NO_WAY: Explanation = { means: 'there is no way there', remedy: NETWORK };
const FORBIDDEN: Explanation = {
  means: 'this machine forbids it',
  remedy: 'look at its firewall or sandbox',
};
const NO_TLS: Explanation = { means: 'what answers there does not speak TLS', remedy: NETWORK };

const CODES: ReadonlyMap<string, Explanation> = new Map([
  ['ECONNREFUSED', { means: 'nobody listens there', remedy: LATER }],
  ['ENOTFOUND', { means: 'there is no such name', remedy: BEHIND_A_PROXY }],
  ['EAI_AGAIN', { means: 'names cannot be looked up', remedy: BEHIND_A_PROXY }],
  ['ETIMEDOUT', { means: 'no answer in time', remedy: BEHIND_A_PROXY }],
  ['ECONNRESET', CUT],
  ['EPIPE', CUT],
  ['EHOSTUNREACH', NO_WAY],
  ['ENETUNREACH', NO_WAY],
  ['EACCES', FORBIDDEN],
  ['EPERM', FORBIDDEN],
  ['CERT_HAS_EXPIRED', { means: 'its certificate has expired', remedy: CLOCK }],
  ['CERT_NOT_YET_VALID', { means: 'its certificate is not valid yet', remedy: CLOCK }],
  ['ERR_TLS_CERT_ALTNAME_INVALID', { means: 'its certificate is for another name', remedy: NETWORK }],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', UNKNOWN_AUTHORITY],
  ['SELF_SIGNED_CERT_IN_CHAIN', UNKNOWN_AUTHORITY],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', UNKNOWN_AUTHORITY],
  ['UNABLE_TO_GET_ISSUER_CERT', UNKNOWN_AUTHORITY],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', UNKNOWN_AUTHORITY],
  ['EPROTO', NO_TLS],
  ['ERR_SSL_WRONG_VERSION_NUMBER', NO_TLS],
  [
    'ERR_PROXY_TUNNEL',
    {
      means: 'the proxy does not let it through',
      remedy: "look at the proxy's rules and password",
    },
  ],
  ['ERR_PROXY_INVALID_CONFIG', { means: 'the proxy is no URL', remedy: 'mend the variable' }],
]);

const NOT_WANTED: Explanation = { means: 'it does not take requests of this program', remedy: VENDOR };
const NOT_THERE: Explanation = { means: 'there is no collector at this address', remedy: VENDOR };
const AWAY: Explanation = { means: 'it is away', remedy: LATER };

const STATUSES: ReadonlyMap<number, Explanation> = new Map([
  [401, NOT_WANTED],
  [403, NOT_WANTED],
  [404, NOT_THERE],
  [405, NOT_THERE],
  [407, { means: 'the proxy wants a password', remedy: 'put it into the proxy variable' }],
  [410, NOT_WANTED],
  [429, { means: 'it wants fewer requests', remedy: LATER }],
  [502, AWAY],
  [503, AWAY],
  [504, AWAY],
]);
