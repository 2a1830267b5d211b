import { basename } from 'node:path';
import { scheduleIn, spoolPath, STATE } from './disk.ts';
import { expectThat, type Game } from './game.ts';
import { act } from './invariants.ts';
import { OLD_MS, refusesToSend, type ModelCommand } from './model.ts';
import type { Until, WorldSender } from './world.ts';

/** Lets a sender go on; what waits must have gone when nothing was in its way, and nothing may when a no was. */
export async function advanceSender(game: Game, sender: WorldSender, until: Until): Promise<void> {
  const stage = sender.stage();
  const isNo = refusesToSend(game.model);
  const due = mustSend(game, sender, until) ? sendable(game, basename(sender.spoolDir)) : [];
  const isIdle = isNo && stage === 'launched';
  // It may clear away the lock of one that died.
  const lock = spoolPath(sender.spoolDir, 'lock.json');
  const paths = isIdle ? [lock] : [`${STATE}/spool/`, `${STATE}/cache/`];
  await act(game, { paths, sending: !isIdle }, () => game.world.advance(sender, until));
  for (const { name, stored, fate } of due) {
    const isGone = stored === 'nothing' && (fate === 'delivered' || fate === 'dropped');
    expectThat(isGone, `${name} still waits, and nothing was in the way`);
  }
  noteAdvance(game, { stage, until, isNo, isDue: due.length > 0 });
}

interface Advance {
  readonly stage: ReturnType<WorldSender['stage']>;
  readonly until: Until;
  readonly isNo: boolean;
  readonly isDue: boolean;
}

function noteAdvance({ coverage }: Game, { stage, until, isNo, isDue }: Advance): void {
  const goesOn = until === 'sent' || until === 'ends';
  coverage.note(`sender: ${stage} until ${until}`);
  if (isDue) coverage.note('sender: delivers all that waits');
  if (isNo && stage === 'launched') coverage.note('sender: finds a no when it starts');
  if (isNo && stage === 'connecting' && goesOn) coverage.note('sender: finds a no just before the body');
}

/** Whether this sender, from its start to its end, has to deliver everything. */
function mustSend(game: Game, sender: WorldSender, until: Until): boolean {
  const { world, disk, model } = game;
  const spool = basename(sender.spoolDir);
  const now = world.now();
  const isAlone = world.senders().every((other) => other === sender || other.stage() === 'launched');
  return (
    until === 'ends' &&
    sender.stage() === 'launched' &&
    world.behaviour === 'up' &&
    isAlone &&
    !refusesToSend(model) &&
    !game.suspects.has(spool) &&
    disk.files.has(spoolPath(spool, 'request.json')) &&
    scheduleIn(disk, spool, now).post <= now
  );
}

function sendable({ model, disk, world }: Game, spool: string): ModelCommand[] {
  return model.commands.filter((command) => {
    const entry = disk.entries.get(command.file ?? '');
    const isReady = command.stored === 'record' || (command.stored === 'journal' && !command.isAlive);
    const isOld = world.now() - (entry?.modifiedMs ?? 0) > OLD_MS;
    return command.spool === spool && isReady && !command.isCorrupt && !isOld;
  });
}
