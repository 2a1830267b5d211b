/** The verbs of `acme telemetry`, with what help says of them. */
export const VERBS = [
  ['status', 'say whether commands are recorded, which source decided, and what waits'],
  ['enable', 'turn it on for this account'],
  ['disable', 'turn it off for this account and delete what is stored'],
  ['inspect', 'print exactly what waits to be sent; send nothing'],
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
}
