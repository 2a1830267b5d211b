import { beginCommand, commandStart, modelCommand } from './command-steps.ts';
import { LINK, STATE, takeSnapshot } from './disk.ts';
import { expectThat, type Allowed, type Game, type RunningCommand } from './game.ts';
import { act } from './invariants.ts';
import { eraseStored, type ModelCommand } from './model.ts';
import type { CommandChoices, Eraser, Step } from './step.ts';
import { checkErased, NO_FILE } from './verb-steps.ts';
import type { VerbOutcome } from './world.ts';

type CollideStep = Extract<Step, { does: 'collide' }>;

const PLAIN: CommandChoices = { env: {}, project: undefined, hasTerminal: false, hasStep: false };

/**
 * Runs `disable` or `reset` between two system calls of a command or a sender. Who of them was first cannot be said;
 * what is left behind can: after `disable` nothing, after `reset` nothing of before.
 */
export async function collide(game: Game, { verb, between, which, calls }: CollideStep): Promise<void> {
  const { world, coverage } = game;
  if (world.interrupt === undefined || !isErasable(game)) return;
  const prepared = await PREPARE[between](game, which);
  if (prepared === undefined) return;
  let outcome: Promise<VerbOutcome> | undefined;
  const strike = (): void => {
    strikeModel(game, verb);
    outcome = runEraser(game, verb);
  };
  await act(game, ALLOWED, async () => {
    const hasStruck = world.interrupt?.(calls, strike);
    await prepared.work();
    if (hasStruck?.() === true) coverage.note(`collision: ${verb} in the middle of: ${between}`);
    else strike();
    expectThat((await outcome)?.exitCode === 0, `${verb} failed`);
    if (prepared.command !== undefined) settleByLook(game, prepared.command);
  });
  if (verb === 'disable') checkErased(game, []);
}

/** All of it is in motion. */
const ALLOWED: Allowed = { paths: [`${STATE}/`, NO_FILE], identity: 'anew', sending: true };

/** Where a link or a folder is in the way, the verb alone says what comes of it. */
function isErasable({ disk, model, closedNo }: Game): boolean {
  const links = ['enabled.json', 'identity.json', 'notice.json'].filter(
    (name) => disk.files.get(`${STATE}/${name}`) === LINK,
  );
  return links.length === 0 && closedNo === undefined && model.files.no !== '(folder)';
}

interface Prepared {
  readonly work: () => Promise<unknown>;
  /** The command that may be stored or not. */
  readonly command?: ModelCommand;
}

const PREPARE: Readonly<
  Record<CollideStep['between'], (game: Game, which: number) => Promise<Prepared | undefined>>
> = {
  begin: (game) => {
    const { model, world, running } = game;
    const command = modelCommand(game, PLAIN);
    const start = commandStart(game, { name: command.name, env: command.env }, PLAIN);
    const work = async (): Promise<void> => {
      model.commands.push(command);
      const begun: RunningCommand = { model: command, world: await world.begin(start) };
      running.push(begun);
    };
    return Promise.resolve({ work, command });
  },
  end: async (game) => {
    const { model: command, world } = await beginCommand(game, PLAIN);
    const work = (): Promise<unknown> => {
      game.running.pop();
      command.isAlive = false;
      return world.end(0);
    };
    return { work, command };
  },
  sender: ({ world }, which) => {
    const senders = world.senders();
    const sender = senders.at(which % senders.length);
    return Promise.resolve(sender && { work: () => world.advance(sender, 'ends') });
  },
};

function strikeModel(game: Game, verb: Eraser): void {
  eraseStored(game.model);
  if (verb === 'disable') {
    Object.assign(game.model.files, { no: '(written)', yes: undefined, notice: undefined });
  }
  if (game.world.senders().length > 0) game.hasHiddenSenders = true;
}

function runEraser(game: Game, verb: Eraser): Promise<VerbOutcome> {
  const env = game.model.shell;
  try {
    return game.world.runVerb(verb, commandStart(game, { name: 'cmd', env }, PLAIN));
  } catch (error) {
    // Thrown here it would be an error of the process in between.
    return Promise.reject(error instanceof Error ? error : new Error(String(error)));
  }
}

/** A command that was erased before it came to the disk, or after, or neither, as far as its file says. */
function settleByLook({ world, model }: Game, command: ModelCommand): void {
  const disk = takeSnapshot(world.home.path);
  const entry = [...disk.entries.entries()].find(([, { text }]) => text.includes(`"acme ${command.name}"`));
  const isAfterNo = model.files.no !== undefined;
  if (entry === undefined || isAfterNo) {
    command.stored = 'nothing';
    command.fate = 'erased';
    return;
  }
  command.stored = entry[1].folder === 'running' ? 'journal' : 'record';
  command.fate = 'none';
  command.isForgotten = false;
}
