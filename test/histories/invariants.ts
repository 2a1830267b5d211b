import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { decodeJson } from '../../src/collector/decode-json.ts';
import type { ReceivedSpan } from '../../src/collector/spans.ts';
import {
  changedFiles,
  countsIn,
  identityIn,
  SENT_LOG,
  spoolsIn,
  takeSnapshot,
  type Snapshot,
} from './disk.ts';
import { expectThat, type Allowed, type Game } from './game.ts';
import {
  countsOf,
  OLD_MS,
  refusesToSend,
  SILENT_MS,
  type ModelCommand,
  type ModelIdentity,
} from './model.ts';
import type { CollectorBehaviour, SentRequest } from './world.ts';

const ROTATION_MS = 90 * 24 * 60 * 60 * 1000;

/** Does something, and holds all that is on disk afterwards against the model. */
export async function act<T>(game: Game, allowed: Allowed, work: () => Promise<T>): Promise<T> {
  const before = game.disk;
  const result = await work();
  game.disk = takeSnapshot(game.world.home.path);
  for (const path of changedFiles(before, game.disk)) {
    const isAllowed = allowed.paths.some((place) =>
      place.endsWith('/') ? path.startsWith(place) : path === place,
    );
    expectThat(isAllowed, `${path} was touched, which nothing allowed`);
  }
  checkEntries(game, before, allowed);
  checkNames(game);
  checkIdentity(game, before, allowed);
  checkCounts(game);
  return result;
}

/** What lies in the spools is what the model says, no more and no less. */
function checkEntries(game: Game, before: Snapshot, allowed: Allowed): void {
  const { model, disk } = game;
  learnFiles(game);
  for (const [file, entry] of disk.entries) {
    const command = model.commands.find((candidate) => candidate.file === file);
    expectThat(command !== undefined, `${entry.path} belongs to no command that may be stored`);
    const { name, stored, fate } = command;
    expectThat(stored !== 'nothing', `${entry.path} lies there, but ${name} was ${fate}`);
    expectThat(command.spool === entry.spool, `${name} lies in the spool of another collector`);
    if (stored === 'journal' && entry.folder === 'finished') reap(game, command, { before, allowed });
  }
  const gone = model.commands.filter(
    ({ stored, file }) => stored !== 'nothing' && file !== undefined && !disk.entries.has(file),
  );
  for (const command of gone) drop(game, command, { before, allowed });
}

interface Then {
  readonly before: Snapshot;
  readonly allowed: Allowed;
}

/** A sender made a record of a journal: its command must have died, or been silent for long. */
function reap(game: Game, command: ModelCommand, then: Then): void {
  const isDead = !command.isAlive || ageOf(game, command, then) > SILENT_MS;
  expectThat(then.allowed.sending === true && isDead, `${command.name} is at work, and was taken for dead`);
  command.stored = 'record';
  command.spans = 1;
  game.coverage.note('reaped: a command that was killed');
}

/** What is gone without having been delivered must have had a reason, and is counted. */
function drop(game: Game, command: ModelCommand, then: Then): void {
  const { name, isCorrupt, spool, spans } = command;
  const isReason = isCorrupt || ageOf(game, command, then) > OLD_MS;
  expectThat(
    then.allowed.sending === true && isReason,
    `${name} is lost: neither on disk, nor delivered, nor dropped for a reason`,
  );
  const where = spool.startsWith('own') ? ', in a spool that others sweep' : '';
  game.coverage.note(isCorrupt ? 'dropped: corrupt' : `dropped: too old${where}`);
  command.stored = 'nothing';
  command.fate = 'dropped';
  countsOf(game.model, spool).dropped += isCorrupt ? 1 : spans;
}

function ageOf({ world }: Game, { file = '' }: ModelCommand, { before }: Then): number {
  const now = world.now();
  return now - (before.entries.get(file)?.modifiedMs ?? now);
}

/** A command's file appears when it begins to be stored. */
function learnFiles({ model, disk }: Game): void {
  const known = new Set(model.commands.map(({ file }) => file));
  for (const [file, { text }] of disk.entries) {
    if (known.has(file)) continue;
    const name = /"acme (cmd-\d{3})"/.exec(text)?.[1];
    const command = model.commands.find((candidate) => candidate.name === name);
    if (command !== undefined) command.file = file;
  }
}

/** Wherever a command is named, it is one that is stored. */
function checkNames({ model, disk }: Game): void {
  const stored = new Set(
    model.commands.filter(({ stored: what }) => what !== 'nothing').map(({ name }) => name),
  );
  const sent = new Set(
    model.commands.filter(({ fate, isForgotten }) => fate !== 'none' && !isForgotten).map(({ name }) => name),
  );
  for (const [path, text] of disk.files) {
    // What a link leads to is not ours.
    if (path.startsWith('elsewhere/')) continue;
    const allowed = basename(path) === SENT_LOG ? sent : stored;
    for (const [name] of text.matchAll(/\bcmd-\d{3}\b/g)) {
      expectThat(allowed.has(name), `${path} names ${name}, of which nothing may be stored`);
    }
  }
}

/** The id changes with its salt, and only when it may. */
function checkIdentity(game: Game, before: Snapshot, { identity: mayChange = false }: Allowed): void {
  const { model, disk, knownIds, coverage } = game;
  const [old, found] = [identityIn(before), identityIn(disk)];
  if (JSON.stringify(old) === JSON.stringify(found)) return;
  model.identity = found === 'unsafe' ? undefined : found;
  if (found === undefined) return;
  expectThat(mayChange !== false, 'an installation id was made, which nothing allowed');
  expectThat(found !== 'unsafe', 'an identity was made that cannot be trusted');
  expectThat(!knownIds.has(found.id), 'an installation id came back');
  knownIds.add(found.id);
  coverage.note(old === undefined ? 'identity: made' : 'identity: renewed');
  if (old !== undefined && mayChange !== 'anew') checkRenewal(game, old, found);
}

function checkRenewal({ world }: Game, old: ModelIdentity | 'unsafe', found: ModelIdentity): void {
  expectThat(old !== 'unsafe', 'an identity that cannot be trusted was replaced');
  const age = Math.abs(world.now() - old.createdAt);
  expectThat(age > ROTATION_MS, 'an installation id was renewed too early');
  expectThat(old.id !== found.id && old.salt !== found.salt, 'id and salt did not change together');
}

/** Each span that was recorded is counted once it has left the spool. */
function checkCounts({ model, disk, world }: Game): void {
  for (const spool of spoolsIn(world.home.path)) {
    const [expected, found] = [countsOf(model, spool), countsIn(disk, spool)];
    expectThat(
      expected.delivered === found.delivered && expected.dropped === found.dropped,
      `counted ${JSON.stringify(found)}, but it was ${JSON.stringify(expected)}`,
    );
  }
}

/** Holds a body that leaves against all that was ever said: the moment that counts. */
export function noteSent(game: Game, request: SentRequest): void {
  const { model, coverage, world } = game;
  expectThat(!refusesToSend(model), 'something was sent after a no');
  const spool = basename(request.spoolDir);
  expectThat(`${/^(own|vendor)/.exec(spool)?.[0]}+${encodeURIComponent(request.url)}` === spool, 'wrong URL');
  const isVendors = spool.startsWith('vendor+');
  expectThat(isVendors === request.url.startsWith(world.endpoint), 'a spool went to another collector');
  expectThat(isVendors === 'x-key' in request.headers, 'the headers of the vendor went astray');
  const spans = decodeJson(Buffer.from(request.body));
  const roots = spans.filter(({ parentSpanId }) => parentSpanId === undefined);
  expectThat(roots.length > 0, 'a request without a command');
  const { entries } = takeSnapshot(world.home.path);
  const paths = roots.map(({ spanId }) => entries.get(`${spanId}.jsonl`)?.path ?? '');
  game.claims.set(request.body, [...new Set(paths.map((path) => join(world.home.path, dirname(path))))]);
  for (const root of roots) {
    const command = commandOf(game, root);
    const count = spans.filter(({ traceId }) => traceId === root.traceId).length;
    checkSent(game, command, spool);
    checkSpans(game, command, { root, count });
  }
  coverage.note(isVendors ? 'sent: to the vendor' : "sent: to the user's own collector");
}

function commandOf({ model }: Game, root: ReceivedSpan): ModelCommand {
  const name = root.attributes['cli.command'];
  // A journal that was cut off has lost its name, and has still its id.
  const command =
    model.commands.find((candidate) => candidate.name === name) ??
    model.commands.find(({ file }) => file === `${root.spanId}.jsonl`);
  expectThat(command !== undefined, `a span of an unknown command was sent: ${JSON.stringify(name)}`);
  return command;
}

function checkSent({ disk, world }: Game, command: ModelCommand, spool: string): void {
  const { name, stored, isAlive, fate, file } = command;
  expectThat(stored !== 'nothing', `${name} was sent, which was ${fate === 'none' ? 'not recorded' : fate}`);
  expectThat(command.spool === spool, `${name} was sent to another collector`);
  const modifiedMs = disk.entries.get(file ?? '')?.modifiedMs ?? world.now();
  const isSilent = world.now() - modifiedMs > SILENT_MS;
  expectThat(stored === 'record' || !isAlive || isSilent, `${name} was sent while it was at work`);
}

function checkSpans(
  game: Game,
  { name, spans, isCorrupt, isIdentified, stored }: ModelCommand,
  { root, count }: { readonly root: ReceivedSpan; readonly count: number },
): void {
  const expected = stored === 'journal' ? 1 : spans;
  expectThat(isCorrupt || count === expected, `${name} was sent with ${count} spans instead of ${expected}`);
  if (root.attributes['cli.outcome'] === 'killed') game.coverage.note('sent: a command that was killed');
  const id = root.resource['app.installation.id'];
  if (typeof id !== 'string') return;
  expectThat(isIdentified, `${name} was sent with an installation id`);
  expectThat(game.knownIds.has(id) || isJustMade(game, id), 'an installation id was sent that nobody made');
  expectThat(!game.model.retiredIds.has(id), 'an installation id was sent after it was given up');
}

/** Where senders run by themselves one can be quicker than whoever looks at the disk. */
function isJustMade({ world }: Game, id: unknown): boolean {
  if (!world.isConcurrent) return false;
  const found = identityIn(takeSnapshot(world.home.path));
  return found !== 'unsafe' && found?.id === id;
}

/** Does what a sender is to do with an answer. */
export function settleAnswered(game: Game, request: SentRequest, behaviour: CollectorBehaviour): void {
  game.coverage.note(`answered: the collector ${behaviour}`);
  const fate = FATES[behaviour];
  const claims = game.claims.get(request.body) ?? [];
  // What was deleted in the meantime is neither counted nor noted.
  if (fate === undefined || !claims.every((claim) => existsSync(claim))) return;
  const spans = decodeJson(Buffer.from(request.body));
  const counts = countsOf(game.model, basename(request.spoolDir));
  const rejected = behaviour === 'rejects one' ? 1 : 0;
  counts.delivered += fate === 'delivered' ? spans.length - rejected : 0;
  counts.dropped += fate === 'delivered' ? rejected : spans.length;
  for (const root of spans.filter(({ parentSpanId }) => parentSpanId === undefined)) {
    const command = commandOf(game, root);
    if (command.stored === 'nothing') continue;
    command.stored = 'nothing';
    command.fate = fate;
    game.coverage.note(`spans: ${fate}`);
  }
}

/** What becomes of spans after an answer; what is not here is kept for later. */
const FATES: Readonly<Partial<Record<CollectorBehaviour, 'delivered' | 'dropped'>>> = {
  up: 'delivered',
  'rejects one': 'delivered',
  refuses: 'dropped',
  forbids: 'dropped',
};
