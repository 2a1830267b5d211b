import type { ConsentMoment } from '../consent/consent-host.ts';
import type { Decision } from '../consent/decide.ts';
import type { Host } from './host.ts';
import type { Parts } from './parts.ts';
import type { OpenSession } from './session.ts';

/** What the session's bundle exports: all that is loaded unless a variable or the user's own file says no at once. */
export interface SessionBundle {
  readonly openSession: (host: Host, env: NodeJS.ProcessEnv, parts: Parts) => OpenSession;
  readonly readConsent: (moment: ConsentMoment) => Decision;
  /** Rehearses a session in a folder, so that a code cache of the bundle is complete. */
  readonly warmUp: (folder: string) => void;
}
