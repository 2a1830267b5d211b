import type { HostAttributes } from '../catalog/host-attribute.ts';
import type { ConsentHost } from '../consent/consent-host.ts';
import type { IdentityPolicy } from '../identity/install-id.ts';

/** Names that the host declares; what is not declared is recorded as `(other)` or not at all. */
export interface DeclaredNames {
  readonly command: readonly string[];
  readonly flag: readonly string[];
  readonly step: readonly string[];
  readonly error: readonly string[];
}

/** Whether a command waits at its end until what was recorded is sent. */
export type SendMode = 'background' | 'blocking';

/** The host's options, checked and complete. */
export interface Host extends ConsentHost {
  readonly version: string;
  /** Where traces are posted: the vendor's base URL with `/v1/traces`; `''` where the host's own SDK alone knows. */
  readonly tracesUrl: string;
  /** Whether an OpenTelemetry SDK of the host's own sends its commands: besides our sender, or in its place. */
  readonly ownSdk?: 'besides' | 'alone';
  readonly headers: Readonly<Record<string, string>>;
  readonly identity: IdentityPolicy;
  readonly send: SendMode;
  readonly sendIntervalMs: number;
  readonly declared: DeclaredNames;
  /** The host's own attributes. Has no prototype. */
  readonly attributes: HostAttributes;
  /** The project setting at registration. */
  readonly project: boolean | 'pending' | undefined;
}
