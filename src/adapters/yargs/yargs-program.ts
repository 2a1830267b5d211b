/** A yargs program, of any version and with any types: what `yargs()` returns. */
export interface YargsProgram {
  readonly parsed: unknown;
  parse(): unknown;
  demandCommand(): unknown;
}
