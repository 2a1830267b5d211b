/** A yargs program, of any version and with any types: what `yargs()` returns. */
export interface YargsProgram {
  /** What the last command line came to. */
  readonly parsed: unknown;
  /** Parses a command line and runs its command. */
  parse(): unknown;
  /** Wants a command. */
  demandCommand(): unknown;
}
