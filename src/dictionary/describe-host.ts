import { OTHER_NAME, ROOT_COMMAND, spanName, UNKNOWN_COMMAND } from '../catalog/command-name.ts';
import { isNameShaped } from '../catalog/name-shape.ts';
import type { Notice } from '../consent/consent-host.ts';
import type { Host } from '../host/host.ts';
import { ERROR_CLASSES, OTHER_ERROR, USAGE_ERRORS } from '../span/error-words.ts';
import { CANCEL_SIGNALS } from '../span/outcome.ts';
import { describeAttributes } from './describe-attributes.ts';
import {
  MANIFEST_VERSION,
  type ErrorType,
  type Manifest,
  type ManifestNames,
  type ManifestNotice,
  type Placeholder,
} from './manifest.ts';

/** Names out of a framework's tree. */
export interface HostNames {
  readonly commands: Iterable<string>;
  readonly flags: Iterable<string>;
}

/** What is not among the host's options. */
export interface HostSurface {
  /** How users call the verbs: `acme telemetry`. */
  readonly verbs: string;
  /** What the framework's tree holds, besides the options `commands` and `flags`. */
  readonly names: HostNames;
}

/** Describes everything that a host can record. The same host gives the same bytes on every machine. */
export function describeHost(host: Host, { verbs, names }: HostSurface): Manifest {
  const { name, prefix, mode, ci, notice, variables, distribution, identity, declared } = host;
  const all: ManifestNames = {
    commands: merge(declared.command, names.commands),
    flags: merge(declared.flag, names.flags),
    steps: merge(declared.step, []),
    errors: merge(declared.error, []),
  };
  return {
    manifest: MANIFEST_VERSION,
    name,
    prefix,
    verbs,
    consent: { mode, ci, notice: describeNotice(notice), variables, distribution },
    identity,
    endpoint: host.tracesUrl,
    ...(host.ownSdk && { ownSdk: host.ownSdk }),
    span: { name: spanName(name, '<command>'), kind: 'internal' },
    attributes: describeAttributes(host, all),
    names: all,
    placeholders: PLACEHOLDERS,
    errorTypes: ERROR_TYPES,
  };
}

const PLACEHOLDERS: readonly Placeholder[] = [
  { name: ROOT_COMMAND, meaning: 'the program without a command' },
  { name: UNKNOWN_COMMAND, meaning: 'words that are no command; never the words themselves' },
  { name: OTHER_NAME, meaning: 'a command or step that is not declared' },
];

/**
 * The codes are not listed: there are hundreds, and those of the system differ from machine to machine. Both come from
 * closed lists all the same.
 */
const ERROR_TYPES: readonly ErrorType[] = [
  { kind: 'node-code', complete: false, values: ['ERR_INVALID_ARG_TYPE', 'MODULE_NOT_FOUND'] },
  { kind: 'system-code', complete: false, values: ['ENOENT', 'ECONNREFUSED', 'CERT_HAS_EXPIRED'] },
  { kind: 'class', complete: true, values: ERROR_CLASSES },
  { kind: 'usage', complete: true, values: USAGE_ERRORS },
  { kind: 'signal', complete: true, values: CANCEL_SIGNALS },
  { kind: 'other', complete: true, values: [OTHER_ERROR] },
];

/** Options were checked when the host registered; what a tree holds is recorded only if it looks like a name. */
function merge(declared: readonly string[], found: Iterable<string>): readonly string[] {
  return [...new Set([...declared, ...[...found].filter(isNameShaped)])].toSorted();
}

function describeNotice(notice: Notice): ManifestNotice {
  return 'elsewhere' in notice
    ? { kind: 'elsewhere', url: notice.elsewhere, version: notice.version }
    : { kind: 'shown', version: notice.version };
}
