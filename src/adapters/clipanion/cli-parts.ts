import { wrapMethod } from './wrap-method.ts';

/** A command as clipanion has built it, as far as it matters here. */
export interface CommandBuilder {
  readonly cliIndex: number;
  /** The words that call it; the first are its name, the others aliases. None, or no words: the default command. */
  readonly paths: readonly (readonly string[])[];
  readonly options: readonly CommandOption[];
  /** How it is called, in one line: by this clipanion names commands in its errors. */
  readonly usage: () => { readonly usage: string };
}

/** An option of a command: `names` with their dashes, and how many values follow. */
export interface CommandOption {
  readonly names: readonly string[];
  readonly arity: number;
  readonly required: boolean;
}

/** What clipanion has found in a command line. */
export interface ParsedLine {
  /** Which of the commands; -1 for the help of those that the options `-c` count. */
  readonly selectedIndex: number | null;
  readonly options: readonly { readonly name: string; readonly value?: unknown }[];
}

interface Compiled {
  readonly process: (...args: readonly unknown[]) => ParsedLine;
}

/** The parts of a `Cli` that its types keep private: there is no public way to commands without a description. */
interface CliParts {
  readonly registrations: ReadonlyMap<unknown, { readonly builder: CommandBuilder }>;
  readonly builder: object;
}

/** The commands that are registered now. */
export function buildersOf(cli: object): readonly CommandBuilder[] {
  return [...partsOf(cli).registrations.values()].map(({ builder }) => builder);
}

/** Tells what is found in each command line from now on. */
export function onParsed(cli: object, tell: (line: ParsedLine) => void): void {
  wrapMethod(partsOf(cli).builder, 'compile', (compile) => (...args) => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- so in all of clipanion 3
    const compiled = compile(...args) as Compiled;
    return {
      ...compiled,
      process: (...given: readonly unknown[]) => {
        const line = compiled.process(...given);
        tell(line);
        return line;
      },
    };
  });
}

function partsOf(cli: object): CliParts {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- so in all of clipanion 3
  return cli as CliParts;
}

/** The class of clipanion's own that commands extend, which this package does not load. */
export function baseClassOf(cli: object): new () => object {
  let base: unknown;
  let [above] = partsOf(cli).registrations.keys();
  while (typeof above === 'function' && Object.hasOwn(above, 'prototype')) {
    base = above;
    above = Reflect.getPrototypeOf(above);
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what is registered is a class
  return base as new () => object;
}
