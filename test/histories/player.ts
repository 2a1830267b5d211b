import { beat, beginCommand, endCommand, handOver, killCommand } from './command-steps.ts';
import { collide } from './collide-step.ts';
import type { Coverage } from './coverage.ts';
import { describeStep } from './describe.ts';
import { takeSnapshot } from './disk.ts';
import type { Game, RunningCommand } from './game.ts';
import { noteSent, settleAnswered } from './invariants.ts';
import { createModel } from './model.ts';
import {
  beginAs,
  damageSomething,
  makeReadable,
  makeUnreadable,
  moveClock,
  setPolicy,
} from './machine-steps.ts';
import { advanceSender } from './sender-steps.ts';
import type { History, Patience, Release, Step, VendorChoices } from './step.ts';
import { runVerb } from './verb-steps.ts';
import type { World, WorldSender } from './world.ts';

/**
 * Plays a history in a world, and holds every step of it against the model.
 *
 * @throws Error that names the step and the promise that was broken.
 */
export async function play(history: History, world: World, coverage: Coverage): Promise<void> {
  const game: Game = {
    world,
    coverage,
    model: createModel(history.vendor),
    disk: takeSnapshot(world.home.path),
    running: [],
    closedNo: undefined,
    suspects: new Set(),
    hasHiddenSenders: false,
    claims: new Map(),
    knownIds: new Set(),
  };
  world.onSent = (request) => noteSent(game, request);
  world.onAnswered = (request, behaviour) => settleAnswered(game, request, behaviour);
  beginAs(game, history.begins);
  for (const [index, step] of history.steps.entries()) {
    coverage.note(`step: ${step.does}`);
    try {
      await perform(game, step);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new Error(`at step ${index + 1}, ${describeStep(step)}: ${why}`, { cause: error });
    }
  }
  coverage.endHistory(history.steps.length);
}

/** Does what a step says; one that has nothing to work on does nothing. */
async function perform(game: Game, step: Step): Promise<void> {
  await (DOES[step.does] as (game: Game, step: Step) => unknown)(game, step);
}

type Performers = {
  readonly [Does in Step['does']]: (game: Game, step: Extract<Step, { does: Does }>) => unknown;
};

const DOES: Performers = {
  run: async (game, { command, exitCode, sender }) => {
    const running = await beginCommand(game, command);
    await follow(game, await endCommand(game, running, exitCode), sender);
  },
  begin: (game, { command }) => beginCommand(game, command),
  end: (game, { which, exitCode, sender }) =>
    withRunning(game, which, async (running) =>
      follow(game, await endCommand(game, running, exitCode), sender),
    ),
  kill: (game, { which }) => withRunning(game, which, (running) => killCommand(game, running)),
  'hand over': (game, { which, value }) =>
    withRunning(game, which, (running) => handOver(game, running, value)),
  beat: (game, { which }) => withRunning(game, which, (running) => beat(game, running)),
  'set inside': (game, { which, variable, value }) =>
    withRunning(game, which, (running) => setInside(running, variable, value)),
  sender: async (game, { which, until }) => {
    const sender = pick(game.world.senders(), which);
    if (sender !== undefined) await advanceSender(game, sender, until);
  },
  collide,
  verb: (game, { verb, env }) => runVerb(game, verb, env),
  export: ({ model }, { variable, value }) => {
    const { [variable]: _old, ...others } = model.shell;
    model.shell = value === undefined ? others : { ...others, [variable]: value };
  },
  'new shell': ({ model }) => {
    model.shell = {};
  },
  release: ({ model }, { change }) => {
    model.vendor = { ...model.vendor, ...RELEASES[change](model.vendor) };
  },
  collector: ({ world }, { behaviour }) => {
    world.behaviour = behaviour;
  },
  policy: setPolicy,
  damage: damageSomething,
  'close config': makeUnreadable,
  'open config': makeReadable,
  clock: moveClock,
};

async function follow(game: Game, sender: WorldSender | undefined, patience: Patience): Promise<void> {
  if (sender !== undefined && patience !== 'waits') await advanceSender(game, sender, patience);
}

async function withRunning(
  game: Game,
  which: number,
  work: (running: RunningCommand) => Promise<void>,
): Promise<void> {
  const running = pick(game.running, which);
  if (running !== undefined) await work(running);
}

async function setInside({ model, world }: RunningCommand, variable: string, value: string): Promise<void> {
  model.env = { ...model.env, [variable]: value };
  await world.setVariable(variable, value);
}

function pick<T>(all: readonly T[], which: number): T | undefined {
  return all.at(which % all.length);
}

const NEWEST_NOTICE = 3;

const RELEASES: Readonly<Record<Release, (vendor: VendorChoices) => Partial<VendorChoices>>> = {
  'raise notice': ({ notice }) => ({
    notice: { ...notice, version: Math.min(notice.version + 1, NEWEST_NOTICE) },
  }),
  'disable distribution': () => ({ distribution: 'disabled' }),
  'restore distribution': () => ({ distribution: 'default' }),
  'ask first': () => ({ mode: 'opt-in' }),
};
