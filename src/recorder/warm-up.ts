import { ROOT_COMMAND } from '../catalog/command-name.ts';
import { fs, SEPARATOR } from '../disk/builtin.ts';
import type { RunInput } from '../host/recorder.ts';
import { rehearsalHost } from '../host/rehearsal-host.ts';
import { spoolLayout } from '../spool/layout.ts';
import { writeSchedule } from '../spool/schedule.ts';
import { createRun } from './start-run.ts';

/**
 * Rehearses a run from its start to its end, so that a code cache of the bundle has all that commands run. Starts no
 * sender.
 *
 * @param folder takes everything that the rehearsal writes; the caller removes it.
 */
export function warmUp(folder: string): void {
  const input = rehearsalOf(folder);
  const { spoolDir } = input.endpoint;
  fs.mkdirSync(spoolDir, { recursive: true });
  writeSchedule(spoolLayout(spoolDir), { nextStart: Date.now() + 60_000, nextPost: 0, failures: 0 });
  const { run, end } = createRun(input);
  run.setCommand(ROOT_COMMAND, []);
  end(0);
  run.discard();
}

function rehearsalOf(folder: string): RunInput {
  const { host, env } = rehearsalHost(folder);
  const spoolDir = host.paths.spoolsDir + SEPARATOR + 'rehearsal';
  return {
    host,
    env,
    endpoint: { url: host.tracesUrl, headers: {}, isUsersOwn: false, spoolDir },
    mayStart: () => true,
    mayWrite: () => true,
    isHeld: false,
    isShown: false,
    sender: { senderFile: undefined, offer: { made: () => undefined } },
    onError: () => undefined,
    say: () => undefined,
  };
}
