import type { VerbResult } from '../verbs/verb-list.ts';

/** Prints what a verb has to say, and sets the exit code. */
export function printResult({ parts = [], stdout, stderr, exitCode }: VerbResult): void {
  // One listener, however often a host runs its verbs.
  process.stdout.removeListener('error', ignore).on('error', ignore);
  for (const part of parts) {
    process.stderr.write(part.stderr);
    process.stdout.write(part.stdout);
  }
  process.stdout.write(stdout);
  process.stderr.write(stderr);
  if (exitCode !== 0) process.exitCode = exitCode;
}

/** The reader of a pipe may leave before the end (`| head`), which is no error of the verb's. */
function ignore(): void {}
