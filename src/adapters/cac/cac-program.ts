/** A cac program, of any version: what `cac()` returned. */
export interface CacProgram {
  /** The commands that are declared. */
  readonly commands: readonly object[];
  /** Parses a command line. */
  parse(): unknown;
  /** Runs the command that was found. */
  runMatchedCommand(): unknown;
}
