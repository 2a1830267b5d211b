import type { ProjectSetting } from '../consent/consent-host.ts';
import type { Guard } from './guard.ts';
import type { Host } from './host.ts';
import type { Session } from './session.ts';

/** A session in which nothing is recorded, whatever comes; the verbs still work in it. */
export function closedSession(host: Host, env: NodeJS.ProcessEnv, guard: Guard): Session {
  const ignore = (): void => undefined;
  return {
    host,
    env,
    guard,
    run: undefined,
    isExcluded: () => false,
    exclude: ignore,
    project: (): ProjectSetting => host.project,
    settleProject: ignore,
    mountVerbs: ignore,
  };
}
