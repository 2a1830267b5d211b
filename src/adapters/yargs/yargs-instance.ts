import type { YargsProgram } from './yargs-program.ts';

/**
 * What the adapter uses of a yargs program. yargs has no public way to list its commands or to see a command run;
 * `getInternalMethods` is what it has itself for that, the same since version 17.
 */
export interface YargsInstance extends YargsProgram {
  readonly $0: string;
  parse(...args: readonly unknown[]): unknown;
  exit(code: number, error?: Error): void;
  command(
    name: string,
    description: string,
    builder: (inner: YargsInstance) => unknown,
    handler: (argv: Argv) => void,
  ): unknown;
  epilogue(text: string): unknown;
  /** Declares nothing when given nothing, and returns the instance behind the function that `require` gives. */
  options(options: object): YargsInstance;
  demandCommand(): YargsInstance;
  strict(isEnabled: boolean): YargsInstance;
  strictCommands(isEnabled: boolean): YargsInstance;
  strictOptions(isEnabled: boolean): YargsInstance;
  /** What the last run of the parser found, of the innermost command. */
  readonly parsed: false | Parsed;
  getExitProcess(): boolean;
  getOptions(): YargsOptions;
  getDemandedCommands(): { readonly _?: { readonly min: number } };
  getInternalMethods(): {
    getCommandInstance(): Commands;
    getContext(): { readonly commands: readonly string[] };
    getUsageInstance(): { fail: unknown };
    getValidationInstance(): Validation;
  };
}

/** What yargs-parser made of the arguments. */
export interface Parsed {
  readonly argv: Argv;
  readonly aliases: Readonly<Record<string, readonly string[]>>;
  readonly defaulted: Readonly<Record<string, boolean>>;
  readonly error: unknown;
}

/** Words under `_`, and options under all of their names. */
export interface Argv {
  readonly _: readonly unknown[];
  readonly '--'?: readonly unknown[];
}

/** The options of the program and the command that is being parsed. */
export interface YargsOptions {
  readonly key: Readonly<Record<string, unknown>>;
  readonly alias: Readonly<Record<string, readonly string[]>>;
}

/** The commands of one level: `reset` empties it before a builder adds those of the next. */
export interface Commands {
  getCommandHandlers(): Readonly<Record<string, CommandHandler>>;
  /** Names and aliases. */
  getCommands(): readonly string[];
  readonly aliasMap: Readonly<Record<string, string>>;
  readonly defaultCommand?: CommandHandler;
  runCommand: unknown;
}

/** One command. */
export interface CommandHandler {
  readonly builder: unknown;
}

/** The checks of a command line, by their names. */
export interface Validation extends Partial<Record<string, unknown>> {
  isValidAndSomeAliasIsNotNew(key: string, aliases: unknown): boolean;
}

/** The instance itself: before version 18, `require('yargs')` gives a function with copies of its methods. */
export function instanceOf(yargs: YargsProgram): YargsInstance {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- its types leave out what it has
  return (yargs as YargsInstance).options({});
}

/** The commands of the level that is being parsed; before, those of the program. */
export function commandsOf(yargs: YargsInstance): Commands {
  return yargs.getInternalMethods().getCommandInstance();
}

/** The arguments one by one; yargs takes them as one text too. */
export function toWords(args: unknown): readonly string[] {
  return Array.isArray(args) ? args.map(String) : String(args).split(/\s+/);
}
