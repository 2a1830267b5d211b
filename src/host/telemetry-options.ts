import type { HostAttributes } from '../catalog/host-attribute.ts';
import type { ConsentMode, VariableMeaning } from '../consent/consent-host.ts';
import type { Directories } from '../disk/paths.ts';
import type { IdentityPolicy } from '../identity/install-id.ts';

/** What decides about consent in a host; the part of {@link TelemetryOptions} that `readConsent` needs. */
export interface ConsentOptions {
  /** The program's name as users type it: letters, digits, `.`, `_`, `-`; at most 64 characters. */
  readonly name: string;

  /**
   * Whether silence is a yes once the user has been told (`opt-out`), or a no until `enable` (`opt-in`).
   *
   * @defaultValue `'opt-out'`
   */
  readonly consent?: ConsentMode;

  /**
   * `'record'` also records runs in CI, where nobody can read a notice: only where a CI vendor's own variable is set,
   * and only together with `notice: { elsewhere }`.
   *
   * @defaultValue `'ignore'`
   */
  readonly ci?: 'ignore' | 'record';

  /**
   * How users are told. With `version` (and a `text` of your own) a short text is written once to the terminal, and
   * nothing is recorded before; raising the version suspends recording until it has been shown again. With
   * `elsewhere`, the URL of the page that tells them, nothing is written.
   *
   * @defaultValue `{ version: 1 }`: a built-in text
   */
  readonly notice?: NoticeOption;

  /**
   * Variables that your users know already, and whether they enable as `ACME_TELEMETRY` does (`SAM_CLI_TELEMETRY`) or
   * disable as `ACME_TELEMETRY_DISABLED` does (`SST_TELEMETRY_DISABLED`). They come on top of the built-in ones.
   *
   * @defaultValue `{}`
   */
  readonly variables?: Readonly<Record<string, VariableMeaning>>;

  /**
   * Begins the names of the host's variables: `ACME` for `ACME_TELEMETRY`.
   *
   * @defaultValue the name in upper case, with `_` for what is neither letter nor digit
   */
  readonly prefix?: string;

  /**
   * `'disabled'` turns telemetry off for everybody, as a distribution that packages the program may want it.
   *
   * @defaultValue `'default'`
   */
  readonly distribution?: 'default' | 'disabled';

  /** Folders instead of the platform's own, for tests. Absolute paths. */
  readonly directories?: Directories;
}

/**
 * The options of `registerTelemetry`.
 *
 * @typeParam Attributes the host's own attributes.
 */
export interface TelemetryOptions<Attributes extends HostAttributes = HostAttributes> extends ConsentOptions {
  /** The program's version. Recorded as its numbers and a known channel; build metadata and other words are cut. */
  readonly version: string;

  /**
   * Base URL of an OTLP/HTTP collector; `/v1/traces` is appended (OTLP specification, "OTLP/HTTP Request"). About
   * 180 characters at most, without credentials, query or fragment.
   */
  readonly endpoint: string | URL;

  /**
   * HTTP headers of each request, such as an ingestion key. Every user can read them.
   *
   * @defaultValue `{}`
   */
  readonly headers?: Readonly<Record<string, string>>;

  /**
   * Whether the random installation id is renewed every 90 days, kept until `reset`, or never made.
   *
   * @defaultValue `'rotating'`
   */
  readonly identity?: IdentityPolicy;

  /**
   * `'blocking'` sends at the end of each command, and the command waits for it, a few seconds at most: for CI and
   * containers, which end with their first process and would take a sender in the background with them.
   *
   * @defaultValue `'background'`: nothing ever waits
   */
  readonly send?: 'background' | 'blocking';

  /**
   * The shortest time between two senders, in milliseconds; 1,000 to 86,400,000.
   *
   * @defaultValue `60_000`
   */
  readonly sendIntervalMs?: number;

  /** Commands that may be named, for hosts without an adapter and for commands that are loaded lazily. */
  readonly commands?: readonly string[];

  /** Flags that may be named, without their dashes, for hosts without an adapter and for flags loaded lazily. */
  readonly flags?: readonly string[];

  /** Names of the host's `telemetry.step`s. */
  readonly steps?: readonly string[];

  /** Names of the host's own error classes that may be recorded. */
  readonly errors?: readonly string[];

  /**
   * The host's own attributes, which `telemetry.set` records: keys with a namespace of the host's own, and values made
   * by the functions of `attribute`. At most 100.
   *
   * @defaultValue `{}`
   */
  readonly attributes?: Attributes;

  /**
   * The project's own setting. `'pending'` announces that it comes later through `telemetry.projectSetting`; until
   * then nothing touches the disk, and a run that ends without it counts as a no.
   *
   * @defaultValue `undefined`: there is no such setting
   */
  readonly project?: boolean | 'pending';
}

/** See {@link ConsentOptions.notice}. */
export type NoticeOption = ShownNotice | NoticeElsewhere;

/** A notice that is written to the user's terminal, once. */
export interface ShownNotice {
  /** @defaultValue a built-in text that names the verbs and the variable */
  readonly text?: string;
  /** A whole number from 1; raised when users must be told anew. */
  readonly version: number;
}

/** A page that tells users, in the place of a notice. */
export interface NoticeElsewhere {
  /** Its URL, http or https; `status` prints it. */
  readonly elsewhere: string;
  /**
   * A whole number from 1; raised when a stored yes no longer counts.
   *
   * @defaultValue `1`
   */
  readonly version?: number;
}
