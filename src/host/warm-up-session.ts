import { ROOT_COMMAND } from '../catalog/command-name.ts';
import { PARTS_BESIDE } from './parts.ts';
import { rehearsalHost } from './rehearsal-host.ts';
import { openSession } from './session.ts';

/**
 * Rehearses a session with a yes, so that a code cache of the bundle has all that commands run.
 *
 * @param folder takes everything that the rehearsal writes; the caller removes it.
 */
export function warmUpSession(folder: string): void {
  const { host, env } = rehearsalHost(folder);
  const { run } = openSession(host, env, PARTS_BESIDE);
  run?.setCommand(ROOT_COMMAND, []);
  run?.discard();
}
