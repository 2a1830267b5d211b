import { lazy } from '../lazy.ts';
import { ERROR_CLASSES, isUsageError, OTHER_ERROR, type UsageError } from './error-words.ts';
import { NODE_ERROR_CODES } from './node-error-codes.ts';
import { unpackWords } from './packed-words.ts';
import { readProperty, readText } from './safe-property.ts';

export { OTHER_ERROR, type UsageError } from './error-words.ts';

/**
 * Names an error for `error.type`: a class name that the host declared, else the usage error that `util.parseArgs`
 * means, else the code of a Node or system error, else a class name of JavaScript or Node, else `_OTHER`. Never throws, whatever getters the error has.
 *
 * @param declared names of the host's own error classes.
 */
export function nameError(error: unknown, declared: ReadonlySet<string>): string {
  const own = [readText(error, 'name'), readText(readProperty(error, 'constructor'), 'name')];
  const code = readText(error, 'code');
  return (
    own.find((name) => declared.has(name)) ??
    USAGE_ERROR_OF_CODE.get(code) ??
    (isKnownCode(code) ? code : undefined) ??
    own.find((name) => classNames().has(name) && name !== 'Error') ??
    (own.includes('Error') ? 'Error' : OTHER_ERROR)
  );
}

/** Says whether a name is one that {@link nameError} can give without a declaration, or a usage error. */
export function isKnownErrorName(name: string): boolean {
  return name === OTHER_ERROR || classNames().has(name) || isKnownCode(name) || isUsageError(name);
}

/** What Node's own parser throws, in the words that every framework's usage errors are recorded in. */
const USAGE_ERROR_OF_CODE: ReadonlyMap<string, UsageError> = new Map<string, UsageError>([
  ['ERR_PARSE_ARGS_UNKNOWN_OPTION', 'unknown_option'],
  ['ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL', 'excess_arguments'],
  ['ERR_PARSE_ARGS_INVALID_OPTION_VALUE', 'missing_argument'],
]);

function isKnownCode(code: string): boolean {
  if (libraryCodes().has(code) || systemCodes().has(code)) return true;
  return code.startsWith('ERR_') && nodeCodes().has(code.slice('ERR_'.length));
}

/** Packed, because failing commands alone look at them, and all that record carry them. */
const nodeCodes = lazy(() => unpackWords(NODE_ERROR_CODES));

const systemCodes = lazy(
  (): ReadonlySet<string> => new Set(Object.keys(process.getBuiltinModule('node:os').constants.errno)),
);

const classNames = lazy((): ReadonlySet<string> => new Set<string>(ERROR_CLASSES));

/** Codes that Node passes on from the resolver (`dns`), from TLS, and from undici, and its few own without `ERR_`. */
const libraryCodes = lazy(
  (): ReadonlySet<string> =>
    new Set(
      `ABORT_ERR ERR_UNHANDLED_REJECTION MODULE_NOT_FOUND
  EADDRGETNETWORKPARAMS EBADFAMILY EBADFLAGS EBADHINTS EBADNAME EBADQUERY EBADRESP EBADSTR ECANCELLED EDESTRUCTION EEOF
  EFILE EFORMERR ELOADIPHLPAPI ENODATA ENOMEM ENONAME ENOTFOUND ENOTIMP ENOTINITIALIZED EOF EREFUSED ESERVFAIL ETIMEOUT
  EAI_ADDRFAMILY EAI_AGAIN EAI_BADFLAGS EAI_CANCELED EAI_FAIL EAI_FAMILY EAI_MEMORY EAI_NODATA EAI_NONAME EAI_SERVICE
  CERT_HAS_EXPIRED CERT_NOT_YET_VALID CERT_REVOKED CERT_SIGNATURE_FAILURE CERT_UNTRUSTED DEPTH_ZERO_SELF_SIGNED_CERT
  HOSTNAME_MISMATCH SELF_SIGNED_CERT_IN_CHAIN UNABLE_TO_GET_ISSUER_CERT UNABLE_TO_GET_ISSUER_CERT_LOCALLY
  UNABLE_TO_VERIFY_LEAF_SIGNATURE
  UND_ERR_ABORTED UND_ERR_BODY_TIMEOUT UND_ERR_CONNECT_TIMEOUT UND_ERR_HEADERS_TIMEOUT UND_ERR_RESPONSE_STATUS_CODE
  UND_ERR_SOCKET`.split(/\s+/),
    ),
);
