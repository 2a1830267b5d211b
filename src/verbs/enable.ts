import { yesContent } from '../consent/files.ts';
import { fs } from '../disk/builtin.ts';
import { ensureOwnFolder } from '../disk/own-folder.ts';
import { writeAside } from '../disk/write-aside.ts';
import { accountName } from './account-name.ts';
import { readAll } from './all-readings.ts';
import { enableSystem } from './machine-policy.ts';
import type { VerbContext } from './verb-context.ts';
import type { VerbFlags } from './verb-flags.ts';
import type { VerbResult } from './verb-list.ts';

/**
 * Takes back the user's no, stores a yes, and warns of everything that still says no. With `--system` it is the no of
 * the machine's policy that is taken back.
 */
export function enable(context: VerbContext, { system }: VerbFlags): VerbResult {
  if (system) return enableSystem(context);
  const { name, paths, notice } = context.host;
  const account = readAll(context).spoken.find(({ source }) => source === 'account');
  if (account?.says === 'no') {
    return failed(`nothing was changed: ${account.where}, ${account.note ?? ''}`);
  }
  try {
    if (!ensureOwnFolder(paths.stateDir, paths.ownFolders))
      return failed(`${paths.stateDir} is not your own folder`);
    writeAside(paths.yesFile, yesContent(notice.version), { durable: true });
    fs.rmSync(paths.noFile, { force: true });
  } catch (error) {
    return failed(error instanceof Error ? error.message : String(error));
  }
  const noes = readAll(context).spoken.filter(({ says }) => says === 'no');
  if (noes.length === 0) {
    return {
      stdout: `Telemetry of ${name} is on for ${accountName(paths.home)}.\n`,
      stderr: '',
      exitCode: 0,
    };
  }
  const list = noes.map(({ source, where, note }) => `  ${source}: ${where} (${note ?? ''})\n`).join('');
  return {
    stdout: `Your yes is stored for ${accountName(paths.home)}.\n`,
    stderr: `Telemetry of ${name} stays off, because something else still says no:\n${list}`,
    exitCode: 0,
  };
}

function failed(why: string): VerbResult {
  return { stdout: '', stderr: `enable failed: ${why}\n`, exitCode: 1 };
}
