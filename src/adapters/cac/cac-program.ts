/** A cac program, of any version: what `cac()` returned. */
export interface CacProgram {
  readonly commands: readonly object[];
  parse(): unknown;
  runMatchedCommand(): unknown;
}
