import type { CacProgram } from './cac-program.ts';

/** What the adapter uses of a cac program; all of it is public. */
export interface Cac extends CacProgram {
  readonly name: string;
  readonly commands: readonly CacCommand[];
  readonly globalCommand: CacCommand;
  matchedCommand?: CacCommand | undefined;
  matchedCommandName?: string | undefined;
  /** All of `process.argv`, or what `parse` was given in its place. */
  readonly rawArgs: readonly string[];
  readonly args: readonly string[];
  readonly options: Readonly<Record<string, unknown>>;
  parse(...given: readonly unknown[]): unknown;
  command(name: string, description: string): CacCommand;
}

/** A command, or what holds for all of them. */
export interface CacCommand {
  /** Empty for a default command that has no other name. */
  readonly name: string;
  readonly options: readonly CacOption[];
  helpCallback?: ((sections: readonly object[]) => readonly object[] | void) | undefined;
  isMatched(word: string): boolean;
  allowUnknownOptions(): CacCommand;
  action(callback: () => void): CacCommand;
}

/** An option: `-p, --port <number>`. */
export interface CacOption {
  readonly rawName: string;
  /** All names in camel case, without dashes, a leading `no-` and the value. */
  readonly names: readonly string[];
  /** The longest of them. */
  readonly name: string;
  readonly negated: boolean;
  /** Whether it must have a value. */
  readonly required?: boolean;
}

/** The program with all that its types may leave out. */
export function asCac(cli: CacProgram): Cac {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- every version of cac has it
  return cli as Cac;
}
