import { lstatSync, readFileSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { closeConfig, damageFile, openConfig } from './damage.ts';
import { countsIn, identityIn, LINK, spoolsIn, STATE, takeSnapshot } from './disk.ts';
import type { Game } from './game.ts';
import { countsOf, type ConsentFile } from './model.ts';
import type { Damaged, History, Step } from './step.ts';
import type { World } from './world.ts';

/** Where the files of consent lie, below a home. */
const PLACES: Readonly<Record<ConsentFile, string>> = {
  policy: 'policy/telemetry.json',
  no: '.config/acme/telemetry-disabled',
  yes: `${STATE}/enabled.json`,
  notice: `${STATE}/notice.json`,
};

/** Gives a home the past that a history begins with. */
export function beginAs(game: Game, begins: History['begins']): void {
  const { version } = game.model.vendor.notice;
  if (begins === 'told') plant(game, 'notice', `{"noticeVersion":${version}}`);
  if (begins === 'enabled') plant(game, 'yes', `{"enabled":true,"noticeVersion":${version}}`);
}

/** An administrator writes, or removes, the machine's policy. */
export function setPolicy(game: Game, { content }: Extract<Step, { does: 'policy' }>): void {
  if (content !== undefined) return plant(game, 'policy', content);
  rmSync(join(game.world.home.path, PLACES.policy), { force: true });
  game.model.files.policy = undefined;
  return lookAgain(game);
}

/** Nobody can say any more whether the user's no is there. */
export function makeUnreadable(game: Game): void {
  if (game.closedNo !== undefined) return;
  closeConfig(game.world.home);
  game.closedNo = { no: game.model.files.no };
  game.model.files.no = '(unreadable)';
  lookAgain(game);
}

/** Takes {@link makeUnreadable} back. */
export function makeReadable(game: Game): void {
  if (game.closedNo === undefined) return;
  openConfig(game.world.home);
  game.model.files.no = game.closedNo.no;
  game.closedNo = undefined;
  lookAgain(game);
}

/** Time passes, or somebody sets the clock. */
export function moveClock(game: Game, { ms }: Extract<Step, { does: 'clock' }>): void {
  game.world.moveClock(ms);
  // The lock of a sender at work may count as stale now.
  if (game.world.senders().length > 0) game.hasHiddenSenders = true;
  lookAgain(game);
}

/** Damages a file, and takes what is left of it as what is there. */
export function damageSomething(game: Game, step: Extract<Step, { does: 'damage' }>): void {
  const { world, model } = game;
  const { version } = model.vendor.notice;
  const yes = step.file === 'yes' ? '"enabled":true,' : '';
  const tempting = `{${yes}"noticeVersion":${version}}`;
  const path = damageFile({ ...step, home: world.home, disk: game.disk, now: world.now(), tempting });
  if (path === undefined) return;
  game.coverage.note(`damage: ${step.file} ${step.how}`);
  lookAgain(game);
  if (isConsentFile(step.file)) model.files[step.file] = wordOf(world, PLACES[step.file]);
  if (step.file === 'request') game.suspects.add(basename(dirname(path)));
  if (step.file === 'lock' && world.senders().length > 0) game.hasHiddenSenders = true;
  const identity = identityIn(game.disk);
  model.identity = identity === 'unsafe' ? undefined : identity;
  for (const spool of spoolsIn(world.home.path)) {
    Object.assign(countsOf(model, spool), countsIn(game.disk, spool));
  }
  damageCommand(game, basename(path), step.how === 'removed');
}

function damageCommand({ model }: Game, file: string, isRemoved: boolean): void {
  const command = model.commands.find((candidate) => candidate.file === file);
  if (command === undefined) return;
  command.isCorrupt = true;
  if (!isRemoved) return;
  command.stored = 'nothing';
  command.fate = 'erased';
}

function plant(game: Game, file: ConsentFile, content: string): void {
  game.world.home.write(PLACES[file], content);
  game.model.files[file] = content;
  lookAgain(game);
}

function lookAgain(game: Game): void {
  game.disk = takeSnapshot(game.world.home.path);
}

function isConsentFile(file: Damaged): file is Damaged & ConsentFile {
  return file in PLACES;
}

/** What lies at a place now, in the model's words. */
function wordOf({ home }: World, place: string): string | undefined {
  const stats = lstatSync(join(home.path, place), { throwIfNoEntry: false });
  if (stats === undefined) return undefined;
  if (!stats.isFile()) return stats.isDirectory() ? '(folder)' : LINK;
  return readFileSync(join(home.path, place), 'utf8').trim() || '(empty)';
}
