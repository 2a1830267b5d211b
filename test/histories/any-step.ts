import * as fc from 'fast-check';
import type { ProjectSetting } from '../../src/consent/consent-host.ts';
import {
  DAY_MS,
  HOUR_MS,
  MINUTE_MS,
  OWN_COLLECTORS,
  type Collided,
  type CommandChoices,
  type Damage,
  type Damaged,
  type Eraser,
  type Patience,
  type Release,
  type Step,
  type Variables,
} from './step.ts';
import type { CollectorBehaviour, Until } from './world.ts';

/** Any one step. `export` makes a variable of the shell, and `undefined` takes it away. */
export function anyStep(isReal: boolean): fc.Arbitrary<Step> {
  const sender = isReal
    ? fc.constant<Patience>('ends')
    : often<Patience>('ends', 'waits', 'connects', 'sent');
  const command = commands(isReal);
  const anywhere: readonly Weighted[] = [
    [26, fc.record({ does: fc.constant('run'), command, exitCode, sender })],
    [8, fc.record({ does: fc.constant('begin'), command: command.map(isReal ? offTerminal : asItIs) })],
    [8, fc.record({ does: fc.constant('end'), which, exitCode, sender })],
    [5, fc.record({ does: fc.constant('kill'), which })],
    [5, fc.record({ does: fc.constant('hand over'), which, value: settings })],
    [2, settingsInside],
    [14, verbs(isReal)],
    [5, exportings(isReal)],
    [4, fc.constant({ does: 'new shell' })],
    [4, fc.record({ does: fc.constant('policy'), content: policies })],
    [
      6,
      fc.record({ does: fc.constant('damage'), file: isReal ? realDamaged : damaged, how: damages, which }),
    ],
    [1, fc.constant({ does: 'close config' })],
    [2, fc.constant({ does: 'open config' })],
    [2, fc.record({ does: fc.constant('release'), change: releases })],
    [6, fc.record({ does: fc.constant('collector'), behaviour: behaviours(isReal) })],
    [7, fc.record({ does: fc.constant('clock'), ms: isReal ? fc.constant(HOUR_MS) : leaps })],
  ];
  const simulated: readonly Weighted[] = [
    [8, fc.record({ does: fc.constant('sender'), which, until })],
    [3, fc.record({ does: fc.constant('beat'), which })],
    [4, fc.record({ does: fc.constant('collide'), verb: erasers, between: collided, which, calls })],
  ];
  return fc.oneof(
    ...[...anywhere, ...(isReal ? [] : simulated)].map(([weight, arbitrary]) => ({ weight, arbitrary })),
  );
}

/** Mostly the first of them. */
export function often<T>(first: T, ...others: readonly T[]): fc.Arbitrary<T> {
  return fc.oneof(
    { weight: 6, arbitrary: fc.constant(first) },
    { weight: 1, arbitrary: fc.constantFrom(...others) },
  );
}

const NOES = [
  ['DO_NOT_TRACK', '1'],
  ['ACME_TELEMETRY_DISABLED', 'true'],
  ['ACME_TELEMETRY', '0'],
  ['ACME_TELEMETRY', ''],
  ['ACME_TELEMETRY', 'garbage'],
  ['OLD_TELEMETRY', '0'],
  ['OLD_TELEMETRY_OFF', '1'],
  ['OTEL_SDK_DISABLED', 'true'],
  ['ACME_TELEMETRY_ENDPOINT', 'http://otel.example'],
  ['SUDO_UID', '1000'],
  ['DOAS_USER', 'ada'],
  ['CI', 'true'],
  ['SOURCE_DATE_EPOCH', '1700000000'],
] as const;
const OTHERS = [
  ['ACME_TELEMETRY', '1'],
  ['ACME_TELEMETRY', '1'],
  ['ACME_TELEMETRY', 'inspect'],
  ['OLD_TELEMETRY', '1'],
  ['DO_NOT_TRACK', '0'],
  ['OTEL_SDK_DISABLED', 'false'],
  ['CI', 'false'],
  ['GITHUB_ACTIONS', 'true'],
] as const;

function variables(isReal: boolean): fc.Arbitrary<readonly [string, string]> {
  const own = OWN_COLLECTORS.map((url) => ['ACME_TELEMETRY_ENDPOINT', url] as const);
  return fc.constantFrom(...NOES, ...OTHERS, ...OTHERS, ...(isReal ? [] : [...own, ...own]));
}

function commands(isReal: boolean): fc.Arbitrary<CommandChoices> {
  return fc.record({
    env: fc.oneof(
      { weight: 4, arbitrary: fc.constant<Variables>({}) },
      { weight: 2, arbitrary: variables(isReal).map(([name, value]): Variables => ({ [name]: value })) },
    ),
    project: often<ProjectSetting>(undefined, true, false, 'pending', 'pending'),
    hasTerminal: fc.boolean(),
    hasStep: fc.boolean(),
  });
}

/** Real commands on a terminal cannot be talked to. */
const offTerminal = (choices: CommandChoices): CommandChoices => ({ ...choices, hasTerminal: false });
const asItIs = (choices: CommandChoices): CommandChoices => choices;

const which = fc.nat({ max: 5 });
const exitCode = fc.constantFrom(0, 0, 1, 3);

/** How far a sender goes on. */
export const until: fc.Arbitrary<Until> = fc.constantFrom<Until>('ends', 'ends', 'connects', 'sent', 'dies');

/** What a project hands over. */
export const settings: fc.Arbitrary<boolean | undefined> = fc.constantFrom(true, true, undefined, false);

/** A host that reads a file of variables once it runs. */
const settingsInside: fc.Arbitrary<Step> = fc
  .tuple(
    which,
    fc.constantFrom(
      ['DO_NOT_TRACK', '1'],
      ['ACME_TELEMETRY', '0'],
      ['ACME_TELEMETRY', '1'],
      ['OTEL_SDK_DISABLED', 'true'],
    ),
  )
  .map(([at, [variable = '', value = '']]) => ({ does: 'set inside', which: at, variable, value }));

/** Verbs that delete. */
export const erasers: fc.Arbitrary<Eraser> = fc.constantFrom<Eraser>('disable', 'disable', 'reset');

/** Whom they come between. */
export const collided: fc.Arbitrary<Collided> = fc.constantFrom<Collided>('begin', 'end', 'end', 'sender');

/** After how many system calls: all that a command makes, and a few more. */
export const calls: fc.Arbitrary<number> = fc.nat({ max: 30 });

type Weighted = readonly [weight: number, arbitrary: fc.Arbitrary<Step>];

function verbs(isReal: boolean): fc.Arbitrary<Step> {
  return fc.record({
    does: fc.constant('verb'),
    verb: fc.constantFrom('status', 'enable', 'enable', 'disable', 'disable', 'inspect', 'log', 'reset'),
    env: fc.oneof(
      { weight: 4, arbitrary: fc.constant<Variables>({}) },
      { weight: 1, arbitrary: variables(isReal).map(([name, value]): Variables => ({ [name]: value })) },
    ),
  });
}

function exportings(isReal: boolean): fc.Arbitrary<Step> {
  return fc
    .tuple(variables(isReal), fc.boolean())
    .map(([[variable, value], isSet]) => ({ does: 'export', variable, value: isSet ? value : undefined }));
}

const policies = fc.constantFrom(
  undefined,
  undefined,
  '{"enabled":true}',
  '{"enabled":false}',
  '{}',
  '{"enabled":fal',
);
const DAMAGED = [
  'no',
  'yes',
  'notice',
  'identity',
  'schedule',
  'counts',
  'request',
  'last-send',
  'sent',
  'record',
  'record',
  'journal',
  'journal',
] as const;
const damaged = fc.constantFrom<Damaged>(...DAMAGED, 'lock');
/** A lock tells the tests whether a real sender is at work. */
const realDamaged = fc.constantFrom<Damaged>(...DAMAGED);
const damages = fc.constantFrom<Damage>('garbage', 'empty', 'cut', 'link', 'folder', 'removed', 'removed');
const releases = fc.constantFrom<Release>(
  'raise notice',
  'raise notice',
  'disable distribution',
  'restore distribution',
  'restore distribution',
  'ask first',
);
/** From one send to the next, past the longest back-off, past what is too old, past the life of an id, and back. */
export const leaps: fc.Arbitrary<number> = fc.constantFrom(
  2 * MINUTE_MS,
  2 * MINUTE_MS,
  2 * MINUTE_MS,
  7 * HOUR_MS,
  7 * HOUR_MS,
  25 * HOUR_MS,
  8 * DAY_MS,
  15 * DAY_MS,
  91 * DAY_MS,
  -HOUR_MS,
  -100 * DAY_MS,
);

function behaviours(isReal: boolean): fc.Arbitrary<CollectorBehaviour> {
  const quick = ['up', 'up', 'up', 'rejects one', 'refuses', 'forbids', 'busy', 'down'] as const;
  return fc.constantFrom<CollectorBehaviour>(...quick, ...(isReal ? [] : (['hangs'] as const)));
}
