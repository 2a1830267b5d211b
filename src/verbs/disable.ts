import { isForeignHome } from '../consent/account.ts';
import { readUserNo } from '../consent/files.ts';
import { fs } from '../disk/builtin.ts';
import { writeAside } from '../disk/write-aside.ts';
import { accountName } from './account-name.ts';
import { erase, UNDER_WAY, waitForSenders } from './erase.ts';
import { disableSystem } from './machine-policy.ts';
import type { VerbContext } from './verb-context.ts';
import type { VerbFlags } from './verb-flags.ts';
import type { VerbResult } from './verb-list.ts';

/** The file's existence is the no; this is for whoever opens it. */
const NO_TEXT = 'Telemetry is off. Delete this file, or run the enable verb, to take this back.\n';

/**
 * Stores the user's no, and only then deletes spool, journal, log, results, id, salt, yes and the notice's marker.
 * Fails, with exit code 1, when the no is not on disk. With `--system` it is the machine's policy that says no.
 */
export function disable(context: VerbContext, { system }: VerbFlags): VerbResult {
  if (system) return disableSystem(context);
  const { name, paths } = context.host;
  try {
    // There nothing is recorded anyway.
    if (isForeignHome(paths.home))
      throw new Error(`${paths.home} belongs to another account, which must say it`);
    fs.mkdirSync(paths.configDir, { recursive: true, mode: 0o700 });
    writeAside(paths.noFile, NO_TEXT, { durable: true });
  } catch (error) {
    return failed(error);
  }
  if (readUserNo(paths).says !== 'no') return failed(new Error(`${paths.noFile} is not there`));
  const underWay = waitForSenders(context) ? '' : UNDER_WAY;
  try {
    const { spoolsDir, identityFile, yesFile, noticeFile, codeCacheDir } = paths;
    // The notice's marker too: whoever loses the no with synchronised settings is told again before all else.
    erase(context, [spoolsDir, identityFile, yesFile, noticeFile, codeCacheDir]);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return {
      stdout: `Telemetry of ${name} is off.\n`,
      stderr: `${underWay}Not all was deleted: ${why}\n`,
      exitCode: 1,
    };
  }
  return {
    stdout: `Telemetry of ${name} is off for ${accountName(paths.home)}; what was stored is deleted.\n`,
    stderr: underWay,
    exitCode: 0,
  };
}

function failed(error: unknown): VerbResult {
  const why = error instanceof Error ? error.message : String(error);
  return { stdout: '', stderr: `disable failed, the no is not stored: ${why}\n`, exitCode: 1 };
}
