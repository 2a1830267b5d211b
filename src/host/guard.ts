import { fs } from '../disk/builtin.ts';
import { unseen } from './unseen.ts';

/** Runs work so that no error of it reaches the host, and none of it the user's own traces. */
export interface Guard {
  (work: () => void): void;
  /** Whether the user asked to be told. */
  readonly isDebugging: boolean;
  readonly onError: (error: unknown) => void;
  /** Tells a user who asked to be told. */
  readonly say: (text: string) => void;
}

/**
 * Makes the one place where errors of ours end: they are swallowed, and printed to stderr only when the user set the
 * host's debug variable (`ACME_TELEMETRY_DEBUG=1`).
 */
export function createGuard(variable: string, env: NodeJS.ProcessEnv): Guard {
  const isDebugging = !['', '0'].includes(env[variable] ?? '');
  const print = (makeText: () => string): void => {
    if (!isDebugging) return;
    try {
      fs.writeSync(2, `commandspan: ${makeText()}\n`);
    } catch {
      // A closed stderr has nobody to tell, and an error that cannot be described nothing to say.
    }
  };
  const say = (text: string): void => print(() => text);
  const onError = (error: unknown): void => print(() => describe(error));
  const guard = (work: () => void): void => {
    try {
      unseen(work);
    } catch (error) {
      onError(error);
    }
  };
  return Object.assign(guard, { isDebugging, onError, say });
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
