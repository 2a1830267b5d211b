/** The verbs of `acme telemetry`, with what help says of them. */
export const VERBS = [
  ['status', 'say whether commands are recorded, which source decided, and what waits'],
  ['enable', 'turn it on for this account'],
  ['disable', 'turn it off for this account and delete what is stored'],
  ['inspect', 'print exactly what waits to be sent; send nothing'],
  ['log', 'print exactly what was sent lately, and what came of it'],
  ['doctor', 'say what is in the way of recording and sending'],
  ['manifest', 'print everything that can be recorded, and what for'],
  ['reset', 'delete what is stored and renew the installation id'],
] as const;

/** One of {@link VERBS}. */
export type VerbName = (typeof VERBS)[number][0];

/** What a verb has to say; it writes and exits nothing itself. */
export interface VerbResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
  /**
   * Printed before the rest, one after the other and each on both, so that on a terminal a request stands below what
   * is said of it, and in a pipe it stands alone.
   */
  readonly parts?: readonly VerbPart[];
}

/** What is said on stderr, and then on stdout. */
export type VerbPart = Pick<VerbResult, 'stdout' | 'stderr'>;
