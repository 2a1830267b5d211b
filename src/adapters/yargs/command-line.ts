import { ROOT_COMMAND } from '../../catalog/command-name.ts';
import type { Run } from '../../host/run.ts';
import type { Session } from '../../host/session.ts';
import type { UsageError } from '../../span/error-name.ts';
import type { AfterCall } from '../observe-calls.ts';
import { givenFlags, NAMELESS } from './names.ts';
import { commandsOf, toWords, type YargsInstance } from './yargs-instance.ts';

/** A program that is observed, and the command line that it is parsing. */
export interface Observed extends Pick<Session, 'guard' | 'exclude'> {
  readonly yargs: YargsInstance;
  readonly run: Run;
  line: CommandLine;
}

/** One command line, as far as yargs has understood it. */
export interface CommandLine {
  readonly args: readonly string[];
  /** Names of the commands so far, whatever aliases were typed. */
  path: readonly string[];
  /** Once it is understood, the host alone says what the command is. */
  stage: 'parsing' | 'handling' | 'done';
  isNamed: boolean;
  isHelp: boolean;
  hasFailed: boolean;
  /** Names what is wrong if the check that yargs is making fails. */
  check: (() => UsageError) | undefined;
}

/** The flag by which scripts of the shell ask yargs what could be typed next. */
const COMPLETIONS = '--get-yargs-completions';

/** Begins with a command line of which nothing is known. */
export function createCommandLine(args: readonly string[]): CommandLine {
  return {
    args,
    path: [],
    stage: 'parsing',
    isNamed: false,
    isHelp: false,
    hasFailed: false,
    check: undefined,
  };
}

/** Begins a command line; what no command is found for is the program itself. */
export function onParse(observed: Observed, typed: unknown): AfterCall {
  const { yargs, run, exclude } = observed;
  const args = toWords(typed ?? process.argv);
  if (args.includes(COMPLETIONS)) exclude();
  // A builder may read `argv` while its command is being parsed.
  const isNested = yargs.getInternalMethods().getContext().commands.length > 0;
  if (isNested || (typed === undefined && observed.line.stage === 'parsing')) return {};
  const line = createCommandLine(args);
  observed.line = line;
  run.setCommand(ROOT_COMMAND, []);
  return {
    onReturned: (result) => {
      if (!line.isNamed) nameCommand(observed);
      if (!(result instanceof Promise)) line.stage = 'done';
    },
    onThrown: (error) => {
      line.stage = 'done';
      if (!line.hasFailed) run.recordError(error);
    },
  };
}

/** yargs has found a command, before its builder runs and its options are known. */
export function onCommand({ yargs, run, line }: Observed, typed: unknown): void {
  const name = findCommand(yargs, typed);
  if (name === undefined) return;
  const { commands: parents } = yargs.getInternalMethods().getContext();
  line.path = [...line.path.slice(0, parents.length), name].filter((word) => word !== NAMELESS);
  line.isNamed = true;
  run.setCommand(line.path.join(' ') || ROOT_COMMAND, []);
}

/** As yargs itself finds it: by its name, by an alias, or the default one. */
function findCommand(yargs: YargsInstance, typed: unknown): string | undefined {
  const commands = commandsOf(yargs);
  const handlers = commands.getCommandHandlers();
  const word = String(typed);
  const found = handlers[word] ?? handlers[commands.aliasMap[word] ?? ''] ?? commands.defaultCommand;
  return Object.keys(handlers).find((name) => handlers[name] === found);
}

/** yargs shows help; on its way to a failure too. */
export function onHelp({ line }: Observed, level: unknown): void {
  if (line.stage === 'parsing' && level !== 'error') line.isHelp = true;
}

/** yargs ends by itself, after help or its version. */
export function onExit(observed: Observed, code: unknown): void {
  const { stage, isHelp } = observed.line;
  if (stage === 'parsing' && code === 0) nameCommand(observed, isHelp ? ['help'] : []);
}

/** Names the command that was found, with the flags that are known by now. */
export function nameCommand({ yargs, run, line }: Observed, more: readonly string[] = []): void {
  line.isNamed = true;
  run.setCommand(line.path.join(' ') || ROOT_COMMAND, [
    ...new Set([...givenFlags(yargs, line.args), ...more]),
  ]);
}
