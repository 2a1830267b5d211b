import { fs } from '../disk/builtin.ts';

/** Runs work so that no error of it reaches the host. */
export interface Guard {
  (work: () => void): void;
  readonly onError: (error: unknown) => void;
}

/**
 * Makes the one place where errors of ours end: they are swallowed, and printed to stderr only when the user set the
 * host's debug variable (`ACME_TELEMETRY_DEBUG=1`).
 */
export function createGuard(variable: string, env: NodeJS.ProcessEnv): Guard {
  const onError = (error: unknown): void => {
    if (env[variable] === undefined || env[variable] === '' || env[variable] === '0') return;
    try {
      fs.writeSync(2, `commandspan: ${describe(error)}\n`);
    } catch {
      // A closed stderr has nobody to tell.
    }
  };
  const guard = (work: () => void): void => {
    try {
      work();
    } catch (error) {
      onError(error);
    }
  };
  return Object.assign(guard, { onError });
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
