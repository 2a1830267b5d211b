import { policyContent, readPolicy } from '../consent/files.ts';
import { fs, path } from '../disk/builtin.ts';
import { errorCode } from '../disk/error-code.ts';
import { writeAside } from '../disk/write-aside.ts';
import type { VerbContext } from './verb-context.ts';
import type { VerbResult } from './verb-list.ts';

/** Says no for every account of this machine, with the policy file. Touches no account's own files. */
export function disableSystem({ host, command }: VerbContext): VerbResult {
  const { policyFile } = host.paths;
  try {
    makeFolder(path.dirname(policyFile));
    writeAside(policyFile, policyContent(false), { durable: true, mode: 0o644 });
  } catch (error) {
    return failed(`disable --system failed: ${policyFile} cannot be written`, error);
  }
  return done(
    `Telemetry of ${host.name} is off for every account of this machine: ${policyFile} says so.\n` +
      `Nothing is sent any more, but what is under way. What an account has stored stays there until it runs: ` +
      `${command} disable\n`,
  );
}

/** Removes the policy file if it says no. That is nobody's yes: what each account has said counts again. */
export function enableSystem({ host }: VerbContext): VerbResult {
  const { policyFile } = host.paths;
  const { says, note = '' } = readPolicy(host.paths);
  if (says !== 'no') return done(`Nothing was changed: ${policyFile} says no to nobody (${note}).\n`);
  try {
    if (!fs.lstatSync(policyFile).isFile()) throw new Error(`${note}: left to whoever put it there`);
    fs.rmSync(policyFile);
  } catch (error) {
    return failed(`enable --system failed: ${policyFile} cannot be removed`, error);
  }
  return done(
    `Telemetry of ${host.name} is no longer off for every account of this machine: ${policyFile} is removed (${note}).\n` +
      'That is no yes: what each account has said, or else the defaults, count again.\n',
  );
}

/** Every account must be able to read what lies there, whatever the umask: what is unreadable is a no. */
function makeFolder(folder: string): void {
  const first = fs.mkdirSync(folder, { recursive: true });
  if (first === undefined) return;
  for (let made = folder; made.length >= first.length; made = path.dirname(made)) fs.chmodSync(made, 0o755);
}

function done(stdout: string): VerbResult {
  return { stdout, stderr: '', exitCode: 0 };
}

const NOT_PERMITTED = new Set(['EACCES', 'EPERM', 'EROFS']);

function failed(what: string, error: unknown): VerbResult {
  const code = errorCode(error);
  const reason = error instanceof Error ? error.message : String(error);
  const why = NOT_PERMITTED.has(code) ? `${code}, an administrator may` : reason;
  return { stdout: '', stderr: `${what} (${why})\n`, exitCode: 1 };
}
