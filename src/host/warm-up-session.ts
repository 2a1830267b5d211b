import { ROOT_COMMAND } from '../catalog/command-name.ts';
import { SEPARATOR } from '../disk/builtin.ts';
import { parseOptions } from './options.ts';
import { openSession } from './session.ts';

/**
 * Rehearses a session with a yes, so that a code cache of the bundle has all that commands run.
 *
 * @param folder takes everything that the rehearsal writes; the caller removes it.
 */
export function warmUpSession(folder: string): void {
  const env: NodeJS.ProcessEnv = { HOME: folder, USERPROFILE: folder, REHEARSAL_TELEMETRY: '1' };
  const at = (name: string): string => folder + SEPARATOR + name;
  const host = parseOptions(
    {
      name: 'rehearsal',
      version: '1.0.0',
      endpoint: 'http://127.0.0.1',
      directories: { config: at('config'), state: at('state'), policy: at('policy') },
    },
    env,
  );
  const { run } = openSession(host, env);
  run?.setCommand(ROOT_COMMAND, []);
  run?.discard();
}
