import type { ProjectSetting } from '../../src/consent/consent-host.ts';
import type { IdentityPolicy } from '../../src/identity/install-id.ts';
import type { CollectorBehaviour, Until } from './world.ts';

/** What happened to one user, one vendor and one machine, in the order of time. Plain data, so that it shrinks. */
export interface History {
  readonly vendor: VendorChoices;
  readonly begins: 'fresh' | 'told' | 'enabled';
  readonly steps: readonly Step[];
}

/** What a vendor decided about consent. */
export interface VendorChoices {
  readonly mode: 'opt-out' | 'opt-in';
  readonly notice: { readonly version: number; readonly elsewhere?: string };
  readonly ci: 'ignore' | 'record';
  readonly distribution: 'default' | 'disabled';
  readonly identity: IdentityPolicy;
}

/** Variables that are given to one command alone, as in `DO_NOT_TRACK=1 acme`. */
export type Variables = Readonly<Record<string, string>>;

/** How a command is run. */
export interface CommandChoices {
  readonly env: Variables;
  readonly project: ProjectSetting;
  readonly hasTerminal: boolean;
  readonly hasStep: boolean;
}

/** How far a sender that was started gets before the next step; `'waits'` leaves it where it is. */
export type Patience = Until | 'waits';

/** One thing that happens. `which` counts among those that there are, round and round. */
export type Step =
  | {
      readonly does: 'run';
      readonly command: CommandChoices;
      readonly exitCode: number;
      readonly sender: Patience;
    }
  | { readonly does: 'begin'; readonly command: CommandChoices }
  | { readonly does: 'end'; readonly which: number; readonly exitCode: number; readonly sender: Patience }
  | { readonly does: 'kill'; readonly which: number }
  | { readonly does: 'hand over'; readonly which: number; readonly value: boolean | undefined }
  | { readonly does: 'beat'; readonly which: number }
  | {
      readonly does: 'set inside';
      readonly which: number;
      readonly variable: string;
      readonly value: string;
    }
  | { readonly does: 'verb'; readonly verb: Verb; readonly env: Variables }
  | { readonly does: 'export'; readonly variable: string; readonly value: string | undefined }
  | { readonly does: 'new shell' }
  | { readonly does: 'policy'; readonly content: string | undefined }
  | { readonly does: 'damage'; readonly file: Damaged; readonly how: Damage; readonly which: number }
  | { readonly does: 'close config' }
  | { readonly does: 'open config' }
  | { readonly does: 'clock'; readonly ms: number }
  | { readonly does: 'release'; readonly change: Release }
  | { readonly does: 'collector'; readonly behaviour: CollectorBehaviour }
  | { readonly does: 'sender'; readonly which: number; readonly until: Until }
  | {
      readonly does: 'collide';
      readonly verb: Eraser;
      readonly between: Collided;
      readonly which: number;
      readonly calls: number;
    };

/** Verbs that delete. */
export type Eraser = 'disable' | 'reset';

/** Between whose system calls another process does all its work. */
export type Collided = 'begin' | 'end' | 'sender';

/** The verbs of `acme telemetry`. */
export type Verb = 'status' | 'enable' | 'disable' | 'inspect' | 'log' | 'reset';

/** Files that something goes wrong with. */
export type Damaged =
  | 'no'
  | 'yes'
  | 'notice'
  | 'identity'
  | 'schedule'
  | 'counts'
  | 'lock'
  | 'request'
  | 'last-send'
  | 'sent'
  | 'record'
  | 'journal';

/** What goes wrong with a file. */
export type Damage = 'garbage' | 'empty' | 'cut' | 'link' | 'folder' | 'removed';

/** What a new version of the host changes. */
export type Release = 'raise notice' | 'disable distribution' | 'restore distribution' | 'ask first';

/** Collectors that users name for a run. */
export const OWN_COLLECTORS = ['https://otel.example', 'http://localhost:4318'] as const;

/** One minute, as clocks count. */
export const MINUTE_MS = 60_000;
/** One hour. */
export const HOUR_MS: number = 60 * MINUTE_MS;
/** One day. */
export const DAY_MS: number = 24 * HOUR_MS;
