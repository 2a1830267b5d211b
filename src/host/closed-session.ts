import type { Guard } from './guard.ts';
import type { Host } from './host.ts';
import { knownProject } from './project-setting.ts';
import type { OpenSession } from './session.ts';

/** A session in which nothing is recorded, whatever comes; the verbs still work in it. */
export function closedSession(host: Host, env: NodeJS.ProcessEnv, guard: Guard): OpenSession {
  const ignore = (): void => undefined;
  const project = knownProject(host.project);
  return {
    host,
    env,
    guard,
    run: undefined,
    isExcluded: () => false,
    exclude: ignore,
    project: project.current,
    settleProject: project.settle,
    mountVerbs: ignore,
  };
}
