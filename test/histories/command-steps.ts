import { join } from 'node:path';
import { scheduleIn, spoolPath, STATE } from './disk.ts';
import { expectThat, type Allowed, type Game, type RunningCommand } from './game.ts';
import { act } from './invariants.ts';
import {
  decideAt,
  hasTurnedToNo,
  isIdentified,
  isNoticeDue,
  type Model,
  type ModelCommand,
} from './model.ts';
import { OWN_COLLECTORS, type CommandChoices, type Variables } from './step.ts';
import type { CommandStart, Ending, World, WorldSender } from './world.ts';

/** Begins a command: it is recorded from here on, held, or nothing at all. */
export async function beginCommand(game: Game, choices: CommandChoices): Promise<RunningCommand> {
  const { model, world } = game;
  const hasTerminal = choices.hasTerminal && world.hasTerminals;
  const command = modelCommand(game, { ...choices, hasTerminal });
  model.commands.push(command);
  const paths = command.stored === 'journal' ? [spoolPath(command.spool, 'running/')] : [];
  const start = commandStart(game, { name: command.name, env: command.env }, { ...choices, hasTerminal });
  const running = { model: command, world: await act(game, { paths }, () => world.begin(start)) };
  expectJournal(game, command);
  noteStart(game, command);
  game.running.push(running);
  return running;
}

/** What will be true of a command that starts now. */
export function modelCommand(
  { model, world }: Game,
  { env: own, project, hasTerminal, hasStep }: CommandChoices,
): ModelCommand {
  const { vendor } = model;
  const env: Variables = { ...model.shell, ...own };
  const isHeld = project === 'pending';
  const start = decideAt(model, { vendor, env, project: isHeld ? undefined : project });
  return {
    // Of one length, so that none is another one that was cut off.
    name: `cmd-${String(model.commands.length).padStart(3, '0')}`,
    env,
    vendor,
    project,
    start,
    isHeld,
    hasTerminal,
    spool: spoolOf(world, env),
    isShown: env['ACME_TELEMETRY'] === 'inspect',
    isNoticeDue: isNoticeDue(model, start),
    isIdentified: isIdentified({ vendor, env, project }),
    isAlive: true,
    isForgotten: false,
    stored: start.granted && !isHeld ? 'journal' : 'nothing',
    fate: 'none',
    spans: hasStep ? 2 : 1,
    file: undefined,
    isCorrupt: false,
  };
}

/** Names the folder of the collector that spans go to: the user's own, or the vendor's. */
export function spoolOf({ endpoint }: World, env: Variables): string {
  const own = OWN_COLLECTORS.find((url) => url === env['ACME_TELEMETRY_ENDPOINT']);
  return `${own === undefined ? 'vendor' : 'own'}+${encodeURIComponent(`${own ?? endpoint}/v1/traces`)}`;
}

/** What a command, or a verb, is started with. */
export function commandStart(
  { model, world }: Game,
  { name, env }: { readonly name: string; readonly env: Variables },
  { project, hasTerminal, hasStep }: Omit<CommandChoices, 'env'>,
): CommandStart {
  const { mode, notice, ci, distribution, identity } = model.vendor;
  return {
    name,
    env,
    hasTerminal,
    hasStep,
    options: {
      consent: mode,
      notice,
      ci,
      distribution,
      identity,
      commands: [name],
      headers: { 'x-key': 'vendor' },
      variables: { OLD_TELEMETRY: 'enables', OLD_TELEMETRY_OFF: 'disables' },
      directories: { policy: join(world.home.path, 'policy') },
      ...(project !== undefined && { project }),
    },
  };
}

/** Where commands run by themselves a journal can have come and gone before anybody looks. */
function expectJournal({ world }: Game, { name, stored, file }: ModelCommand): void {
  const isThere = stored !== 'journal' || file !== undefined || world.isConcurrent;
  expectThat(isThere, `${name} should be recorded, and has no journal`);
}

function noteStart({ coverage }: Game, { start, isHeld, isShown, spool }: ModelCommand): void {
  coverage.note(`start: ${start.granted ? 'yes' : 'no'} by ${start.by ?? 'nobody'}`);
  if (start.granted && isHeld) coverage.note('start: held for the project');
  if (start.granted && spool.startsWith('own')) coverage.note("start: for the user's own collector");
  if (isShown) coverage.note('start: to be shown');
}

/** Ends a command: it becomes a record, or leaves nothing. */
export async function endCommand(
  game: Game,
  running: RunningCommand,
  exitCode: number,
): Promise<WorldSender | undefined> {
  const { model: command, world } = running;
  game.running.splice(game.running.indexOf(running), 1);
  const isDue = isSenderDue(game, command);
  const end = foresee(game, command);
  const allowed = allowedAtEnd(game, command, end);
  apply(game, command, end);
  const { stderr, launched } = await act(game, allowed, () => world.end(exitCode));
  checkOutput(command, stderr, end.isNoticed);
  noteEnd(game, command, end);
  if (launched === 'unknown') return undefined;
  expectThat(launched === undefined || end.isStored, `${command.name} started a sender, and left no record`);
  const isExpected = end.isStored && isDue && !game.suspects.has(command.spool);
  expectThat(launched !== undefined || !isExpected, `${command.name} started no sender, and one was due`);
  if (launched !== undefined) game.coverage.note('sender: started');
  return launched;
}

/** How a command will end, as far as consent goes. */
interface Foreseen {
  readonly isNo: boolean;
  readonly isStored: boolean;
  readonly isNoticed: boolean;
}

function foresee({ model }: Game, command: ModelCommand): Foreseen {
  const isNo = hasTurnedToNo(model, command);
  return {
    isNo,
    isStored: command.stored === 'journal' && !isNo,
    isNoticed: wouldShowNotice(model, command),
  };
}

function apply({ model }: Game, command: ModelCommand, { isNo, isStored, isNoticed }: Foreseen): void {
  command.isAlive = false;
  if (isNo && command.stored === 'journal') forget(command, 'revoked');
  if (isStored) command.stored = 'record';
  if (isNoticed) model.files.notice = `{"noticeVersion":${command.vendor.notice.version}}`;
}

/** Ends a command as SIGKILL does. */
export async function killCommand(game: Game, running: RunningCommand): Promise<void> {
  const { model: command, world } = running;
  game.running.splice(game.running.indexOf(running), 1);
  command.isAlive = false;
  if (command.stored === 'journal') command.spans = 1;
  game.coverage.note(`kill: a command that is ${command.stored === 'journal' ? '' : 'not '}recorded`);
  await act(game, { paths: [] }, () => world.kill());
}

/** A command gives a sign of life: it looks for a no, and forgets itself where there is one. */
export async function beat(game: Game, { model: command, world }: RunningCommand): Promise<void> {
  if (world.beat === undefined) return;
  const paths = [spoolPath(command.spool, 'running/')];
  if (command.stored === 'journal' && hasTurnedToNo(game.model, command)) {
    game.coverage.note('beat: hears a no');
    forget(command, 'revoked');
  }
  await act(game, { paths }, world.beat);
}

/** Hands over a project's setting: a no ends the recording, anything else releases what was held. */
export async function handOver(
  game: Game,
  { model: command, world }: RunningCommand,
  value: boolean | undefined,
): Promise<void> {
  const isOver = command.project === false;
  if (!isOver) command.project = value;
  const paths = [spoolPath(command.spool, 'running/')];
  if (command.project === false) {
    if (command.stored === 'journal') {
      game.coverage.note('project: a no during the run');
      forget(command, 'revoked');
    }
    command.isHeld = false;
  } else if (command.isHeld && command.start.granted) {
    command.isHeld = false;
    // A no at this moment is one for good.
    if (!hasTurnedToNo(game.model, command)) {
      command.stored = 'journal';
      game.coverage.note('project: releases what was held');
    }
  }
  await act(game, { paths }, () => world.handOver(value));
  expectJournal(game, command);
}

function forget(command: ModelCommand, fate: ModelCommand['fate']): void {
  command.stored = 'nothing';
  command.fate = fate;
}

function allowedAtEnd({ world }: Game, command: ModelCommand, { isStored, isNoticed }: Foreseen): Allowed {
  const { stored, spool, isIdentified: identity } = command;
  const journal = stored === 'journal' ? [spoolPath(spool, 'running/')] : [];
  const notice = isNoticed ? [`${STATE}/notice.json`] : [];
  if (!isStored) return { paths: [...journal, ...notice] };
  // A sender may already be at work when the command is seen to have ended.
  const more = world.isConcurrent ? [`${STATE}/spool/`, `${STATE}/cache/`] : [];
  const paths = [spoolPath(spool, ''), ...(identity ? [`${STATE}/identity.json`] : []), ...more];
  return { paths, identity, sending: world.isConcurrent };
}

function isSenderDue({ disk, world }: Game, { spool }: ModelCommand): boolean {
  const now = world.now();
  const { start, post } = scheduleIn(disk, spool, now);
  return now >= (spool.startsWith('own') ? post : start);
}

/** It was due at the start, and is still all that is missing. */
function wouldShowNotice(model: Model, command: ModelCommand): boolean {
  const isStillDue = isNoticeDue(model, decideAt(model, command));
  return command.isNoticeDue && command.hasTerminal && isStillDue;
}

function checkOutput({ name, isShown }: ModelCommand, stderr: Ending['stderr'], isNoticed: boolean): void {
  const isPrinted = stderr.includes('the payload of this run') && stderr.includes(`acme ${name}`);
  expectThat(isPrinted === isShown, `${name} ${isShown ? 'did not show' : 'showed'} its payload`);
  const hasNotice = stderr.includes('acme will record');
  expectThat(hasNotice === isNoticed, `${name} ${isNoticed ? 'did not show' : 'showed'} the notice`);
}

function noteEnd({ coverage }: Game, command: ModelCommand, end: Foreseen): void {
  const { isShown, start, spans, hasTerminal } = command;
  if (end.isStored) coverage.note(`end: stored ${spans} span${spans === 1 ? '' : 's'}`);
  if (end.isNo && start.granted) coverage.note('end: a no came during the run');
  if (end.isNo && command.isNoticeDue && hasTerminal) coverage.note('end: a no came before the notice');
  if (end.isNoticed) coverage.note('end: shows the notice');
  if (isShown) coverage.note('end: shows its payload');
}
