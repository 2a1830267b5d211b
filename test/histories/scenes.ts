import * as fc from 'fast-check';
import type { ProjectSetting } from '../../src/consent/consent-host.ts';
import { calls, collided, erasers, leaps, settings, until } from './any-step.ts';
import {
  DAY_MS,
  HOUR_MS,
  OWN_COLLECTORS,
  type CommandChoices,
  type Damage,
  type Damaged,
  type Patience,
  type Step,
  type Verb,
} from './step.ts';
import type { CollectorBehaviour, Until } from './world.ts';

/** A few steps that seldom follow each other by chance, and matter when they do. */
export type Scene = readonly Step[];

/** Scenes that happen in both worlds. */
export function realScenes(): fc.Arbitrary<Scene> {
  return fc.oneof(
    noDuringRun,
    lateProject,
    lateProject,
    killed,
    waiting,
    troubled,
    noticeRaised,
    damagedEntries,
    damagedConsent,
  );
}

/** All scenes: those that take a simulated machine too. */
export function scenes(): fc.Arbitrary<Scene> {
  const simulated = [
    noWhileSending,
    noWhileSending,
    collision,
    collision,
    linked,
    noBeforeNotice,
    swept,
    heard,
    aged,
  ];
  return fc.oneof({ weight: 1, arbitrary: realScenes() }, { weight: 1, arbitrary: fc.oneof(...simulated) });
}

const PLAIN: CommandChoices = { env: {}, project: undefined, hasTerminal: false, hasStep: true };
const OWN: CommandChoices = { ...PLAIN, env: { ACME_TELEMETRY_ENDPOINT: OWN_COLLECTORS[0] } };
const LAST = -1;

const run = (sender: Patience, choices: Partial<CommandChoices> = {}): Step => ({
  does: 'run',
  command: { ...PLAIN, ...choices },
  exitCode: 0,
  sender,
});
const begin = (choices: Partial<CommandChoices> = {}): Step => ({
  does: 'begin',
  command: { ...PLAIN, ...choices },
});
const beat: Step = { does: 'beat', which: LAST };
const verb = (name: Verb): Step => ({ does: 'verb', verb: name, env: {} });
const policy = (content: string | undefined): Step => ({ does: 'policy', content });
const after = (ms: number): Step => ({ does: 'clock', ms });
const project = (value: boolean | undefined): Step => ({ does: 'hand over', which: LAST, value });
const damage = (file: Damaged, how: Damage): Step => ({ does: 'damage', file, how, which: 0 });
const goOn = (until_: Until): Step => ({ does: 'sender', which: LAST, until: until_ });
const collector = (behaviour: CollectorBehaviour): Step => ({ does: 'collector', behaviour });
const end: Step = { does: 'end', which: LAST, exitCode: 0, sender: 'ends' };
const kill: Step = { does: 'kill', which: LAST };
const raiseNotice: Step = { does: 'release', change: 'raise notice' };

const endings = fc.constantFrom(end, kill);

/** A no, or what deletes like one, and what takes it back. */
const noes = fc.constantFrom<readonly [no: Step, back: Step]>(
  [verb('disable'), verb('enable')],
  [verb('reset'), verb('status')],
  [policy('{"enabled":false}'), policy(undefined)],
  [policy('{}'), policy('{"enabled":true}')],
  [{ does: 'close config' }, { does: 'open config' }],
  [{ does: 'set inside', which: LAST, variable: 'DO_NOT_TRACK', value: '1' }, verb('inspect')],
  [project(false), project(true)],
);

/** A no, perhaps taken back at once. */
const noesPerhapsBack: fc.Arbitrary<Scene> = fc
  .tuple(noes, fc.boolean())
  .map(([[no, back], isBack]) => (isBack ? [no, back] : [no]));

const noDuringRun: fc.Arbitrary<Scene> = fc
  .tuple(noesPerhapsBack, endings)
  .map(([no, ending]) => [begin(), ...no, ending, after(HOUR_MS), run('ends')]);

const lateProject: fc.Arbitrary<Scene> = fc
  .tuple(fc.oneof(fc.constant<Scene>([]), noes, noesPerhapsBack), settings, endings)
  .map(([no, value, ending]) => [
    begin({ project: 'pending' }),
    ...no.flatMap((step) => [step, project(value)]),
    project(value),
    ending,
  ]);

const killed: fc.Arbitrary<Scene> = noes.map(([no, back]) => [
  begin(),
  kill,
  no,
  run('ends'),
  back,
  after(HOUR_MS),
  run('ends'),
]);

const waiting: fc.Arbitrary<Scene> = noes.map(([no, back]) => [
  collector('down'),
  run('ends'),
  collector('up'),
  no,
  after(7 * HOUR_MS),
  run('ends'),
  back,
  run('ends'),
]);

const troubled: fc.Arbitrary<Scene> = fc
  .constantFrom<CollectorBehaviour>('rejects one', 'refuses', 'forbids', 'busy', 'down')
  .map((behaviour) => [
    after(HOUR_MS),
    collector(behaviour),
    run('ends'),
    run('ends'),
    collector('up'),
    after(7 * HOUR_MS),
    run('ends'),
  ]);

const noticeRaised: fc.Arbitrary<Scene> = fc.constant<Scene>([
  run('ends', { hasTerminal: true }),
  run('ends'),
  raiseNotice,
  run('ends'),
  run('ends', { hasTerminal: true }),
  run('ends'),
]);

const damagedEntries: fc.Arbitrary<Scene> = fc
  .tuple(fc.constantFrom<Damage>('garbage', 'cut'), endings)
  .map(([how, ending]) => [
    collector('down'),
    run('ends'),
    damage('record', how),
    begin(),
    damage('journal', how),
    ending,
    collector('up'),
    after(7 * HOUR_MS),
    run('ends'),
  ]);

/** Files that would say yes if they were whole, or one's own. */
const damagedConsent: fc.Arbitrary<Scene> = fc
  .tuple(
    fc.constantFrom<Damaged>('no', 'yes', 'notice'),
    fc.constantFrom<Damage>('garbage', 'empty', 'cut', 'link', 'folder'),
    fc.constantFrom(verb('disable'), verb('enable'), raiseNotice),
  )
  .map(([file, how, first]) => [
    { does: 'new shell' },
    first,
    damage(file, how),
    verb('status'),
    run('ends'),
    damage(file, 'removed'),
    verb('enable'),
  ]);

const noWhileSending: fc.Arbitrary<Scene> = fc
  .tuple(fc.constantFrom<Patience>('waits', 'connects', 'sent'), noes, fc.boolean(), until)
  .map(([where, [no, back], isBack, next]) => [
    after(HOUR_MS),
    run(where),
    no,
    ...(isBack ? [back, run('waits')] : []),
    goOn(next),
    goOn('ends'),
  ]);

/** An eraser that comes between two system calls, and what comes after it. */
const collision: fc.Arbitrary<Scene> = fc
  .tuple(erasers, collided, calls, fc.constantFrom<Patience>('waits', 'connects'))
  .map(([eraser, between, at, where]) => [
    verb('enable'),
    after(HOUR_MS),
    run(where),
    { does: 'collide', verb: eraser, between, which: LAST, calls: at },
    verb('enable'),
    after(HOUR_MS),
    run('ends'),
  ]);

/** An eraser that cannot delete everything. */
const linked: fc.Arbitrary<Scene> = fc
  .tuple(fc.constantFrom<Damaged>('yes', 'identity'), erasers)
  .map(([file, eraser]) => [
    after(HOUR_MS),
    run('connects'),
    damage(file, 'link'),
    verb(eraser),
    damage(file, 'removed'),
    goOn('ends'),
  ]);

const noBeforeNotice: fc.Arbitrary<Scene> = fc
  .tuple(noes, fc.constantFrom<ProjectSetting>(undefined, 'pending'))
  .map(([[no, back], setting]) => [
    { does: 'new shell' },
    raiseNotice,
    begin({ hasTerminal: true, project: setting }),
    ...(setting === 'pending' ? [] : [no]),
    end,
    back,
  ]);

/** A spool that no sender of its own comes to. */
const swept: fc.Arbitrary<Scene> = fc
  .tuple(endings, leaps, fc.oneof(fc.constant<Scene>([]), noesPerhapsBack))
  .map(([ending, ms, no]) => [
    collector('down'),
    begin(OWN),
    ending,
    collector('up'),
    after(ms),
    run('waits'),
    ...no,
    goOn('ends'),
  ]);

/** A no that a command hears while it runs, and that is taken back before its end. */
const heard: fc.Arbitrary<Scene> = fc
  .tuple(noes, endings)
  .map(([[no, back], ending]) => [begin(), no, beat, back, ending, after(HOUR_MS), run('ends')]);

const aged: fc.Arbitrary<Scene> = fc.constant<Scene>([run('ends'), after(91 * DAY_MS), run('ends')]);
