import type { AttributeDefinition } from '../catalog/definition.ts';
import type { ConsentMode, VariableMeaning } from '../consent/consent-host.ts';
import type { IdentityPolicy } from '../identity/install-id.ts';

/** Version of the form that a {@link Manifest} has. */
export const MANIFEST_VERSION = 1;

/**
 * Everything that a host can record, and what it decided about consent: the data dictionary in one JSON object.
 *
 * It says nothing of the machine, the user or the host's version, so that it changes only when the dictionary does.
 */
export interface Manifest {
  readonly manifest: typeof MANIFEST_VERSION;
  /** The host's name. */
  readonly name: string;
  /** Begins the names of the host's variables. */
  readonly prefix: string;
  /** How users call the verbs: `acme telemetry`. */
  readonly verbs: string;
  readonly consent: ManifestConsent;
  readonly identity: IdentityPolicy;
  /** URL that traces are posted to; `''` where the host's own SDK alone knows. */
  readonly endpoint: string;
  /** Whether an OpenTelemetry SDK of the host's own sends: besides ours, or alone. Absent where there is none. */
  readonly ownSdk?: 'besides' | 'alone';
  readonly span: { readonly name: string; readonly kind: 'internal' };
  /** The built-in ones in the catalog's order, then the host's own in the host's order. */
  readonly attributes: readonly ManifestAttribute[];
  /** What was declared, sorted. */
  readonly names: ManifestNames;
  /** What stands for a command or a step that has no name which may be recorded. */
  readonly placeholders: readonly Placeholder[];
  /** What `error.type` can be besides the declared errors. */
  readonly errorTypes: readonly ErrorType[];
}

/** What the host decided about consent. */
export interface ManifestConsent {
  readonly mode: ConsentMode;
  readonly ci: 'ignore' | 'record';
  readonly notice: ManifestNotice;
  readonly variables: Readonly<Record<string, VariableMeaning>>;
  readonly distribution: 'default' | 'disabled';
}

/** How users are told. */
export type ManifestNotice =
  | { readonly kind: 'shown'; readonly version: number }
  | { readonly kind: 'elsewhere'; readonly url: string; readonly version: number };

/** Who defines an attribute: OpenTelemetry's semantic conventions, this library, or the host. */
export const ORIGINS = ['opentelemetry', 'commandspan', 'host'] as const;

/** One attribute that can be recorded. */
export type ManifestAttribute = AttributeDefinition & {
  readonly key: string;
  readonly origin: (typeof ORIGINS)[number];
};

/** The names that may be recorded. */
export interface ManifestNames {
  readonly commands: readonly string[];
  readonly flags: readonly string[];
  readonly steps: readonly string[];
  readonly errors: readonly string[];
}

/** A word that stands for another. */
export interface Placeholder {
  readonly name: string;
  readonly meaning: string;
}

/** Kinds of `error.type` besides the declared errors. */
export const ERROR_KINDS = ['node-code', 'system-code', 'class', 'usage', 'signal', 'other'] as const;

/** Values of `error.type` of one kind. */
export interface ErrorType {
  readonly kind: (typeof ERROR_KINDS)[number];
  /** Whether `values` are all that there are, or examples. */
  readonly complete: boolean;
  readonly values: readonly string[];
}
