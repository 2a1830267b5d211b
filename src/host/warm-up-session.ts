import { detectAgent } from '../resource/agent.ts';
import { detectCi } from '../resource/ci.ts';
import { isTerminal } from '../resource/interactive.ts';
import type { RunInput } from './recorder.ts';
import { rehearsalHost } from './rehearsal-host.ts';
import { openSession } from './session.ts';

/**
 * Rehearses a session with a yes, so that a code cache of the bundle has all that commands run. The recorder is another
 * bundle, and rehearsed by itself.
 *
 * @param folder takes everything that the rehearsal writes; the caller removes it.
 */
export function warmUpSession(folder: string): void {
  const { host, env } = rehearsalHost(folder);
  // What the recorder takes from this bundle.
  detectAgent(env);
  detectCi(env);
  isTerminal(2);
  openSession(host, env, {
    recorder: () => ({ startRun: askAndGiveUp }),
    senderFile: undefined,
    offer: { made: () => undefined },
  });
}

/** Asks what recorders ask: at the start of a run, when its journal is open, and at its end. */
function askAndGiveUp({ mayStart, mayWrite }: RunInput): never {
  for (const ask of [mayStart, mayStart, mayWrite]) ask();
  throw new Error('this is a rehearsal');
}
