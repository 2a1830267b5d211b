import type { HostPaths } from '../disk/paths.ts';

/** Whether silence is a yes after the notice (`opt-out`), or a no (`opt-in`). */
export type ConsentMode = 'opt-out' | 'opt-in';

/** What an extra variable means: `enables` as `ACME_TELEMETRY` does, `disables` as `ACME_TELEMETRY_DISABLED` does. */
export type VariableMeaning = 'enables' | 'disables';

/** How users are told: by a text shown once per version, or by a page or an installer elsewhere. */
export type Notice =
  | { readonly text?: string; readonly version: number }
  | { readonly elsewhere: string; readonly version: number };

/** All that a host decided about consent, checked and complete. */
export interface ConsentHost {
  readonly name: string;
  readonly prefix: string;
  readonly mode: ConsentMode;
  readonly ci: 'ignore' | 'record';
  readonly notice: Notice;
  readonly variables: Readonly<Record<string, VariableMeaning>>;
  readonly distribution: 'default' | 'disabled';
  readonly paths: HostPaths;
}

/**
 * The project's own setting, handed over by the host: `true` and `undefined` do not object, `false` is a no, and
 * `pending` stands for a setting that was announced and has not been handed over.
 */
export type ProjectSetting = boolean | 'pending' | undefined;

/** Where and when consent is asked. */
export interface ConsentMoment {
  readonly host: ConsentHost;
  readonly env: NodeJS.ProcessEnv;
  readonly project: ProjectSetting;
}

/** The files that can turn to no while a command or a sender runs. */
export type ConsentFiles = Pick<HostPaths, 'policyFile' | 'noFile'>;
