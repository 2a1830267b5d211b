import { parseObject } from '../../src/disk/json.ts';
import { decodeJson } from '../../src/collector/decode-json.ts';
import { commandStart, spoolOf } from './command-steps.ts';
import { identityIn, LINK, STATE } from './disk.ts';
import { expectThat, type Allowed, type Game } from './game.ts';
import { act } from './invariants.ts';
import { countsOf, decideAt, eraseStored, SILENT_MS, type ModelCommand } from './model.ts';
import type { Variables, Verb } from './step.ts';
import type { VerbOutcome } from './world.ts';

/** Runs a verb of `acme telemetry`, and holds what it says and does against the model. */
export async function runVerb(game: Game, verb: Verb, own: Variables): Promise<void> {
  const { model, world, coverage } = game;
  const env = { ...model.shell, ...own };
  const choices = { project: undefined, hasTerminal: true, hasStep: false };
  const start = commandStart(game, { name: 'cmd', env }, choices);
  const expected = EXPECTED[verb](game, env);
  const outcome = await act(game, expected, () => world.runVerb(verb, start));
  const { exitCode } = outcome;
  const said = `${verb} said ${exitCode}: ${outcome.stdout}${outcome.stderr}`;
  expectThat(exitCode === expected.exitCode, `${said} instead of ${expected.exitCode}`);
  expected.check?.(outcome);
  coverage.note(`verb: ${verb} ${exitCode === 0 ? 'succeeds' : 'fails'}`);
}

interface Expected extends Allowed {
  readonly exitCode: number;
  readonly check?: (outcome: VerbOutcome) => void;
}

const EXPECTED: Readonly<Record<Verb, (game: Game, env: Variables) => Expected>> = {
  status: (game, env) => ({
    paths: [],
    exitCode: 0,
    check: ({ stdout }) => checkStatus(game, env, parseObject(stdout) ?? {}),
  }),
  log: (game) => ({ paths: [], exitCode: 0, check: ({ stdout }) => checkLog(game, stdout) }),
  inspect: (game) => ({ paths: [], exitCode: 0, check: ({ stdout }) => checkInspect(game, stdout) }),
  enable: expectEnable,
  disable: expectDisable,
  reset: (game) => {
    const isWhole = game.disk.files.get(`${STATE}/identity.json`) !== LINK;
    noteErased(game, 'reset');
    eraseStored(game.model);
    return { ...erasing(game), exitCode: isWhole ? 0 : 1 };
  },
};

function expectEnable(game: Game, env: Variables): Expected {
  const { model } = game;
  const { files, vendor } = model;
  const isForeign = ['SUDO_UID', 'DOAS_USER'].some((name) => env[name] !== undefined);
  if (isForeign || files.yes === '(folder)') return { paths: [], exitCode: 1 };
  if (files.no !== undefined) game.coverage.note('verb: enable takes a no back');
  files.yes = `{"enabled":true,"noticeVersion":${vendor.notice.version}}`;
  const paths = [`${STATE}/enabled.json`, NO_FILE];
  if (game.closedNo !== undefined || files.no === '(folder)') return { paths, exitCode: 1 };
  files.no = undefined;
  const { granted } = decideAt(model, { vendor, env, project: undefined });
  const check = ({ stderr }: VerbOutcome): void =>
    expectThat((stderr === '') === granted, `enable said of what still says no: ${stderr}`);
  return { paths, exitCode: 0, check };
}

/** Where the user's no lies, below a home. */
export const NO_FILE = '.config/acme/telemetry-disabled';

function expectDisable(game: Game): Expected {
  const { model, world, coverage } = game;
  if (game.closedNo !== undefined || model.files.no === '(folder)') return { paths: [], exitCode: 1 };
  const stages = world.senders().map((sender) => sender.stage());
  for (const stage of new Set(stages)) coverage.note(`verb: disable while a sender is ${stage}`);
  if (game.running.length > 0) coverage.note('verb: disable during a run');
  const left = ['enabled.json', 'identity.json', 'notice.json'].filter(
    (name) => game.disk.files.get(`${STATE}/${name}`) === LINK,
  );
  const { hasHiddenSenders } = game;
  noteErased(game, 'disable');
  model.files.no = '(written)';
  if (!left.includes('enabled.json')) model.files.yes = undefined;
  if (!left.includes('notice.json')) model.files.notice = undefined;
  eraseStored(model);
  const { paths } = erasing(game);
  if (left.length > 0) coverage.note('verb: disable cannot delete a link');
  const check = ({ stderr }: VerbOutcome): void => {
    checkErased(game, left);
    const isUnderWay = stages.some((stage) => stage === 'connecting' || stage === 'sent');
    const isSaid = stderr.includes('already under way');
    expectThat(!isSaid || isUnderWay, 'disable said that a request was under way, and none was');
    // A damaged lock, or a clock that leapt, hides the sender from everybody.
    expectThat(isSaid || !isUnderWay || hasHiddenSenders, 'disable hid a request');
  };
  const files = ['enabled.json', 'notice.json'].map((name) => `${STATE}/${name}`);
  return { paths: [...paths, NO_FILE, ...files], exitCode: left.length > 0 ? 1 : 0, check };
}

/** After disable nothing is left of what it promises to delete. */
export function checkErased({ disk }: Game, left: readonly string[]): void {
  for (const path of disk.files.keys()) {
    if (!path.startsWith(STATE)) continue;
    const name = path.slice(STATE.length + 1);
    expectThat(left.includes(name), `disable left ${path}`);
  }
}

/** The whole spool, what senders prepared, and the identity. */
function erasing(game: Game): Allowed {
  // Their locks are erased too, so that nobody else hears of them.
  if (game.world.senders().length > 0) game.hasHiddenSenders = true;
  return { paths: [`${STATE}/spool/`, `${STATE}/cache/`, `${STATE}/identity.json`] };
}

function noteErased({ model, coverage }: Game, verb: Verb): void {
  const isSomething = model.commands.some(({ stored }) => stored !== 'nothing');
  if (isSomething) coverage.note(`verb: ${verb} erases what was stored`);
  if (model.identity !== undefined) coverage.note(`verb: ${verb} gives up an identity`);
}

function checkStatus(game: Game, env: Variables, status: Readonly<Record<string, unknown>>): void {
  const { model, disk, world } = game;
  const { granted, by } = decideAt(model, { vendor: model.vendor, env, project: undefined });
  const { recording, decidedBy, spools, identity } = status;
  const source = (decidedBy as { source?: string } | null)?.source;
  expectThat(recording === granted, `status says ${String(recording)}, and it is ${granted}`);
  expectThat(source === by, `status says that ${source} decided, and it was ${by}`);
  const found = identityIn(disk);
  const id = found === 'unsafe' ? undefined : found?.id;
  expectThat((identity as { id: string } | null)?.id === id, 'status shows another identity');
  for (const spool of spools as SpoolStatus[]) {
    const key = spool.isCurrent
      ? spoolOf(world, env)
      : `${spool.url.startsWith(world.endpoint) ? 'vendor' : 'own'}+${encodeURIComponent(spool.url)}`;
    checkSpool(game, key, spool);
  }
}

interface SpoolStatus {
  readonly url: string;
  readonly isCurrent: boolean;
  readonly waitingRecords: number;
  readonly delivered: number;
  readonly dropped: Readonly<Record<string, number>>;
}

function checkSpool({ model, disk }: Game, key: string, spool: SpoolStatus): void {
  const waiting = [...disk.entries.values()].filter(
    (entry) => entry.spool === key && entry.folder === 'finished',
  ).length;
  const counts = countsOf(model, key);
  const dropped = Object.values(spool.dropped).reduce((sum, count) => sum + count, 0);
  expectThat(
    spool.waitingRecords === waiting,
    `status says that ${spool.waitingRecords} wait, not ${waiting}`,
  );
  expectThat(spool.delivered === counts.delivered, `status says ${spool.delivered} delivered`);
  expectThat(dropped === counts.dropped, `status says ${dropped} dropped`);
}

/** The log shows what was sent, and nothing that was to be deleted since. */
function checkLog({ model, coverage }: Game, stdout: string): void {
  for (const [name] of stdout.matchAll(/\bcmd-\d{3}\b/g)) {
    const command = model.commands.find((candidate) => candidate.name === name);
    const isSent = command?.fate === 'delivered' || command?.fate === 'dropped';
    expectThat(isSent && !command.isForgotten, `log shows ${name}`);
    coverage.note('verb: log shows what was sent');
  }
}

/** What is shown is what waits, and what the next sender would make of commands that were killed. */
function checkInspect(game: Game, stdout: string): void {
  const ids = stdout
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((body) => decodeJson(Buffer.from(body)))
    .filter(({ parentSpanId }) => parentSpanId === undefined)
    .map(({ spanId }) => `${spanId}.jsonl`);
  const shown = new Set(ids);
  expectThat(shown.size === ids.length, 'inspect shows a command twice');
  for (const command of game.model.commands) {
    if (command.file === undefined || command.isCorrupt) continue;
    const does = shown.has(command.file) ? 'shows' : 'does not show';
    const isRight = shown.has(command.file) === isWaiting(game, command);
    expectThat(isRight, `inspect ${does} ${command.name}`);
  }
  if (ids.length > 0) game.coverage.note('verb: inspect shows what waits');
}

function isWaiting({ disk, world }: Game, { stored, isAlive, file = '' }: ModelCommand): boolean {
  const age = world.now() - (disk.entries.get(file)?.modifiedMs ?? 0);
  return stored === 'record' || (stored === 'journal' && (!isAlive || age > SILENT_MS));
}
