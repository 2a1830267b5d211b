import type { ProjectSetting } from '../../src/consent/consent-host.ts';
import type { SourceName } from '../../src/consent/reading.ts';
import { expectedDecision, type Expected } from '../unit/consent/oracle.ts';
import type { Variables, VendorChoices } from './step.ts';

/**
 * What is true of consent and of every command, worked out from what happened alone: a second opinion, which shares
 * no code with the modules under test.
 */
export interface Model {
  vendor: VendorChoices;
  shell: Variables;
  /** What the files of consent hold, without line ends; `undefined` where there is none. */
  readonly files: Record<ConsentFile, string | undefined>;
  readonly commands: ModelCommand[];
  /** Installation ids that were given up, and must not be seen again. */
  readonly retiredIds: Set<string>;
  identity: ModelIdentity | undefined;
  /** Spans by the fate that was counted, for each spool's folder name. */
  readonly counts: Map<string, Counts>;
}

/** Files that consent is read from. */
export type ConsentFile = 'policy' | 'no' | 'yes' | 'notice';

/** Where the oracle of the sources looks for them. */
const PLACES: Readonly<Record<ConsentFile, string>> = {
  policy: 'etc/acme/telemetry.json',
  no: 'config/acme/telemetry-disabled',
  yes: 'state/acme/telemetry/enabled.json',
  notice: 'state/acme/telemetry/notice.json',
};

/** The installation id with its salt, as they lie on disk. */
export interface ModelIdentity {
  readonly id: string;
  readonly salt: string;
  readonly createdAt: number;
}

/** Spans that were delivered and dropped so far. */
export interface Counts {
  delivered: number;
  dropped: number;
}

/** One command that was run, or that runs. */
export interface ModelCommand {
  readonly name: string;
  /** The variables of its process, which it may change itself. */
  env: Variables;
  readonly vendor: VendorChoices;
  project: ProjectSetting;
  /** Name of the folder of the spool that its spans go to. */
  readonly spool: string;
  readonly start: Expected;
  /** Whether its payload is to be shown, and nothing else. */
  readonly isShown: boolean;
  /** Whether the notice was all that was missing when it started. */
  readonly isNoticeDue: boolean;
  /** Whether it keeps off the disk until its project's setting comes. */
  isHeld: boolean;
  readonly hasTerminal: boolean;
  readonly isIdentified: boolean;
  isAlive: boolean;
  /** What lies on disk of it: its journal, its record, or nothing (yet, or any more). */
  stored: 'nothing' | 'journal' | 'record';
  /** Whether all that was kept of it was to be deleted since, the log of what was sent included. */
  isForgotten: boolean;
  /** How it ended for the spool. */
  fate: 'none' | 'erased' | 'revoked' | 'delivered' | 'dropped';
  /** Spans that stand in its record, or that it counts for. */
  spans: number;
  /** Name of its file, once it has one. */
  file: string | undefined;
  isCorrupt: boolean;
}

/** Begins with nothing on disk. */
export function createModel(vendor: VendorChoices): Model {
  return {
    vendor,
    shell: {},
    files: { policy: undefined, no: undefined, yes: undefined, notice: undefined },
    commands: [],
    retiredIds: new Set(),
    identity: undefined,
    counts: new Map(),
  };
}

/** A moment in which consent is asked. */
export interface Moment {
  readonly vendor: VendorChoices;
  readonly env: Variables;
  readonly project: ProjectSetting;
}

/** Decides as the table of the design does. */
export function decideAt(model: Model, { vendor, env, project }: Moment): Expected {
  const files = Object.entries(PLACES).map(([file, place]) => [place, model.files[file as ConsentFile]]);
  return expectedDecision({
    host: { ...vendor, variables: { OLD_TELEMETRY: 'enables', OLD_TELEMETRY_OFF: 'disables' } },
    env,
    escalated: ['SUDO_UID', 'DOAS_USER', 'PKEXEC_UID'].some((name) => env[name] !== undefined),
    project,
    files: Object.fromEntries(files) as Record<string, string | undefined>,
  });
}

/** Sources that can turn to no while a command runs. */
const LATE: ReadonlySet<SourceName | undefined> = new Set<SourceName>([
  'do-not-track',
  'variable-disabled',
  'variable',
  'extra-variable',
  'otel-sdk-disabled',
  'endpoint-variable',
  'policy',
  'project',
  'user-no',
]);

/** Says whether a command may not be kept any more: what can change during a run, asked at its end. */
export function hasTurnedToNo(model: Model, { vendor, env, project }: ModelCommand): boolean {
  const { granted, by } = decideAt(
    { ...model, files: { ...model.files, yes: undefined } },
    { vendor: { ...vendor, distribution: 'default' }, env: withoutEscalation(env), project },
  );
  return !granted && LATE.has(by);
}

/** What holds for the life of a process is not asked again. */
function withoutEscalation(env: Variables): Variables {
  const { SUDO_UID: _sudo, DOAS_USER: _doas, PKEXEC_UID: _pkexec, ...rest } = env;
  return rest;
}

/** Says whether a sender has to refuse: the noes that lie on the machine. A shell's variables are not the sender's. */
export function refusesToSend({ files }: Model): boolean {
  return files.no !== undefined || ![undefined, '{"enabled":true}'].includes(files.policy);
}

/** Says whether the notice may be shown on a terminal: nothing else is missing, and nothing is wrong with its marker. */
export function isNoticeDue({ files }: Model, { granted, by }: Expected): boolean {
  return !granted && by === 'notice' && /^(\{"noticeVersion":\d\})?$/.test(files.notice ?? '');
}

/** Says whether a command's record is to have the installation id. */
export function isIdentified({ vendor, env }: Moment): boolean {
  const isCi = env['CI'] !== 'false' && (env['CI'] ?? env['GITHUB_ACTIONS']) !== undefined;
  return vendor.identity !== 'none' && !isCi && !env['ACME_TELEMETRY_ENDPOINT'];
}

/** A command this long without a sign of life is taken for dead. */
export const SILENT_MS: number = 7 * 24 * 60 * 60 * 1000;

/** A record this old is dropped. */
export const OLD_MS: number = 14 * 24 * 60 * 60 * 1000;

/** Forgets all that is stored: what `disable` and `reset` promise. */
export function eraseStored(model: Model): void {
  for (const command of model.commands) {
    // What is held in memory has left nothing to delete.
    command.isForgotten = command.stored !== 'nothing' || command.fate !== 'none';
    if (command.stored === 'nothing') continue;
    command.stored = 'nothing';
    command.fate = 'erased';
  }
  if (model.identity !== undefined) model.retiredIds.add(model.identity.id);
  model.identity = undefined;
  model.counts.clear();
}

/** The counts of a spool, zero where there are none yet. */
export function countsOf({ counts }: Model, spool: string): Counts {
  const found = counts.get(spool) ?? { delivered: 0, dropped: 0 };
  counts.set(spool, found);
  return found;
}
