import { ROOT_COMMAND, UNKNOWN_COMMAND } from '../../catalog/command-name.ts';
import type { Session } from '../../host/session.ts';
import type { Run } from '../../host/run.ts';
import type { Arguments } from './definition.ts';
import { join } from './tree.ts';
import { readTyped, type Typed } from './typed.ts';
import { findWrong } from './usage-errors.ts';
import { flagsOf, type Visit } from './visit.ts';

/** What citty does with the definitions that it was given. */
export interface Line {
  /** Asks what a command is called, to show the version or the help. */
  readonly onMeta: (visit: Visit) => void;
  /** Asks for the arguments, to parse the line or to show the help. */
  readonly onArgs: (visit: Visit) => void;
  /** Has parsed the line; citty 0.1 says it with `onSetup`. */
  readonly onParsed: (visit: Visit) => void;
  readonly onSetup: (visit: Visit, context: unknown) => void;
  /** Asks for the commands below, to run one or to show the help. */
  readonly onCommands: (visit: Visit) => void;
  readonly onRun: (visit: Visit) => void;
  /** Leaves a command, whatever came of it. */
  readonly onCleanup: (visit: Visit) => void;
  /** Something of the host's has thrown. */
  readonly onError: (error: unknown) => void;
  /** A command cannot be loaded. */
  readonly onLost: (visit: Visit, error: unknown) => void;
}

/** What `runMain` itself understands, unless the program declares it. */
const BUILT_IN: Arguments = {
  help: { type: 'boolean', alias: 'h' },
  version: { type: 'boolean', alias: 'v' },
};

/**
 * Makes of what citty does the name of the command, its flags, and what went wrong. citty tells nobody of a line that
 * it cannot understand: that shows in what it leaves out before it comes to `cleanup`, or to showing the help.
 */
export function createLine({ guard }: Session, run: Run): Line {
  const guarded =
    <Given extends readonly unknown[]>(event: (watched: Watched, ...given: Given) => void) =>
    (...given: Given): void =>
      guard(() => event(watched, ...given));
  const watched: Watched = {
    run,
    isFailed: false,
    isShown: false,
    skipsValues: false,
    name: (visit) => run.setCommand(visit.path || ROOT_COMMAND, flagsOf(visit)),
  };
  return {
    onMeta: guarded(noteMeta),
    onArgs: guarded(noteArgs),
    onParsed: guarded((_watched, visit: Visit) => {
      watched.skipsValues = true;
      if (visit.phase === 'asked') visit.phase = 'parsed';
    }),
    onSetup: guarded(noteSetup),
    onCommands: guarded(noteCommands),
    onRun: guarded((_watched, visit: Visit) => {
      visit.phase = 'ran';
    }),
    onCleanup: guarded(noteCleanup),
    onError: guarded(noteError),
    onLost: guarded(noteLost),
  };
}

interface Watched {
  readonly run: Run;
  readonly name: (visit: Visit) => void;
  /** Whether the last command line has failed: what citty asks after that is for showing how to use it. */
  isFailed: boolean;
  /** Whether help is being shown. */
  isShown: boolean;
  /** Whether values of flags are not taken for commands, as they are by citty 0.1. */
  skipsValues: boolean;
}

function noteMeta(watched: Watched, visit: Visit): void {
  const isVersion = visit.parent === undefined && !watched.isShown && !watched.isFailed && !isUnderWay(visit);
  if (isVersion) show(watched, visit);
}

function noteArgs(watched: Watched, visit: Visit): void {
  const { parent } = visit;
  // A command that runs may look at itself.
  if (watched.isFailed || ['begun', 'ran'].includes(visit.phase)) return;
  if (parent === undefined) {
    watched.isShown = false;
    show(watched, visit);
  } else if (parent.phase === 'begun') {
    parent.chosen = visit;
    watched.name(visit);
  } else return;
  visit.phase = 'asked';
}

function noteSetup(watched: Watched, visit: Visit, context: unknown): void {
  if (visit.parent === undefined) watched.isFailed = false;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- citty's own type
  const { rawArgs, args } = context as { rawArgs: string[]; args: Record<string, unknown> };
  const typed = readTyped(rawArgs, visit.args);
  // The value of a flag may look like another flag; citty has left that one out.
  const isParsed = (flag: string): boolean =>
    args[flag] !== undefined || (flag.startsWith('no-') && args[flag.slice('no-'.length)] !== undefined);
  visit.phase = 'begun';
  visit.rawArgs = rawArgs;
  visit.typed = { ...typed, flags: new Set([...typed.flags].filter(isParsed)) };
  visit.hasCommands = false;
  visit.chosen = undefined;
  watched.name(visit);
}

function noteCommands(watched: Watched, visit: Visit): void {
  if (watched.isFailed || isUnderWay(visit)) return;
  watched.isShown = true;
  const typed = show(watched, visit);
  const isParsing = visit.parent === undefined && visit.phase === 'asked';
  const wrong = isParsing ? findWrong(typed, visit.args) : undefined;
  // The help of a line that was understood ends with exit code 0, and this is forgotten.
  if (wrong !== undefined) watched.run.recordUsageError(wrong);
}

function noteCleanup(watched: Watched, visit: Visit): void {
  if (visit.phase === 'begun' && !watched.isFailed) watched.isFailed = judge(watched, visit);
  visit.phase = 'left';
}

function isUnderWay(visit: Visit): boolean {
  if (visit.parent !== undefined) return isUnderWay(visit.parent);
  return visit.phase === 'begun' || visit.phase === 'ran';
}

function noteError(watched: Watched, error: unknown): void {
  // What `cleanup` throws after it is not what went wrong.
  if (!watched.isFailed) watched.run.recordError(error);
  watched.isFailed = true;
}

function noteLost(watched: Watched, visit: Visit, error: unknown): void {
  const { parent } = visit;
  // To find an alias citty 0.2 loads all commands: only the one that was typed is meant.
  const typed = parent?.phase === 'begun' ? (parent.rawArgs[findCommandWord(watched, parent)] ?? '') : '';
  if (parent !== undefined && visit.path === join(parent.path, typed)) watched.name(visit);
  noteError(watched, error);
}

/** Names a command whose help or version is shown. citty does not say what was typed: it is the process's own line. */
function show({ name }: Watched, visit: Visit): Typed {
  visit.typed = readTyped(process.argv.slice(2), { ...BUILT_IN, ...visit.args });
  name(visit);
  return visit.typed;
}

/** Says what citty did not understand when it leaves a command that it has not run; `false` if nothing. */
function judge(watched: Watched, visit: Visit): boolean {
  const { run, name } = watched;
  const { chosen, rawArgs, hasCommands } = visit;
  const word = findCommandWord(watched, visit);
  if (chosen?.phase === 'asked') {
    chosen.typed = readTyped(rawArgs.slice(word + 1), chosen.args);
    name(chosen);
    run.recordUsageError(findWrong(chosen.typed, chosen.args) ?? 'usage');
    return true;
  }
  if (chosen !== undefined || !hasCommands) return false;
  run.recordUsageError(word === -1 ? 'missing_command' : 'unknown_command');
  if (word !== -1) run.setCommand(UNKNOWN_COMMAND, []);
  return true;
}

/** Where the word stands that citty takes for a command. */
function findCommandWord({ skipsValues }: Watched, { typed, rawArgs }: Visit): number {
  return skipsValues ? (typed?.firstWord ?? -1) : rawArgs.findIndex((arg) => !arg.startsWith('-'));
}
