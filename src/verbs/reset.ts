import { readIdentity } from '../identity/install-id.ts';
import { erase, UNDER_WAY, waitForSenders } from './erase.ts';
import type { VerbContext } from './verb-context.ts';
import type { VerbResult } from './verb-list.ts';

/**
 * Deletes what waits, the id and its salt, and prints the old id, for a request to the vendor to erase what was sent
 * under it. The next recorded command makes a new one.
 */
export function reset(context: VerbContext): VerbResult {
  const { paths } = context.host;
  const identity = readIdentity(paths);
  const underWay = waitForSenders(context) ? '' : UNDER_WAY;
  try {
    erase(context, [paths.spoolsDir, paths.identityFile]);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { stdout: '', stderr: `${underWay}reset failed: ${why}\n`, exitCode: 1 };
  }
  const old =
    identity === undefined || identity === 'unsafe'
      ? 'There was no installation id.\n'
      : `The installation id was ${identity.id}. To have what was sent under it erased, give it to the vendor.\n`;
  return {
    stdout: `${old}What was stored is deleted.\n`,
    stderr: underWay,
    exitCode: 0,
  };
}
