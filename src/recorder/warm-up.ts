import { ROOT_COMMAND } from '../catalog/command-name.ts';
import { fs, SEPARATOR } from '../disk/builtin.ts';
import { hostPaths } from '../disk/paths.ts';
import type { Host } from '../host/host.ts';
import type { RunInput } from '../host/recorder.ts';
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
  const env: NodeJS.ProcessEnv = { HOME: folder, USERPROFILE: folder };
  const at = (name: string): string => folder + SEPARATOR + name;
  const directories = { config: at('config'), state: at('state'), policy: at('policy') };
  const host: Host = {
    name: 'rehearsal',
    version: '1.0.0',
    prefix: 'REHEARSAL',
    mode: 'opt-out',
    ci: 'ignore',
    notice: { version: 1 },
    variables: {},
    distribution: 'default',
    project: undefined,
    paths: hostPaths({ name: 'rehearsal', env, directories }),
    tracesUrl: 'http://127.0.0.1/v1/traces',
    headers: {},
    identity: 'stable',
    sendIntervalMs: 60_000,
    declared: { command: [], flag: [], step: [], error: [] },
    attributes: {},
  };
  const spoolDir = host.paths.spoolsDir + SEPARATOR + 'rehearsal';
  return {
    host,
    env,
    endpoint: { url: host.tracesUrl, headers: {}, isUsersOwn: false, spoolDir },
    mayStart: () => true,
    mayWrite: () => true,
    isHeld: false,
    senderFile: '',
    isShown: false,
    onError: () => undefined,
    say: () => undefined,
  };
}
