/** One framework as the conformance suite sees it; each file of `frameworks/` exports one. */
export interface Framework {
  readonly name: string;
  /** Versions that are tested, oldest first, and under which name the package is installed. */
  readonly versions: Readonly<Record<string, string>>;
  /** The program in `hosts/`. What it has to be is written in `situations.ts`. */
  readonly host: string;
  /** Names for the options `commands` and `flags`, where there is no tree to take them from. */
  readonly declared?: { readonly commands: readonly string[]; readonly flags: readonly string[] };
  /** Situations that the framework has no words for, and why. */
  readonly lacks?: Readonly<Record<string, string>>;
  /** Situations in which the framework itself does something else, and what is recorded then. */
  readonly differs?: Readonly<Record<string, Partial<Expected>>>;
  /** The same, in one of the versions only. */
  readonly differsIn?: Readonly<Record<string, Framework['differs']>>;
}

/** What is recorded of one command. */
export interface Expected {
  readonly command: string;
  /** Names of the flags that were given, sorted. */
  readonly flags?: readonly string[];
  /** `error.type` where the command fails. */
  readonly error?: string | undefined;
  /** `cli.outcome`. Default: `success` without an error, `failure` with one. */
  readonly outcome?: string;
}
