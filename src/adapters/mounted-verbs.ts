import type { HostNames } from '../dictionary/describe-host.ts';
import type { Session } from '../host/session.ts';
import type { VerbContext } from '../verbs/verb-context.ts';

/** The verbs in one program. */
export interface MountedVerbs {
  readonly session: Session;
  /** Under which users find them: `telemetry`. */
  readonly word: string;
  /** Names out of the framework's tree, without the verbs themselves; called only when somebody asks for them. */
  readonly names: () => HostNames;
}

/** What the verbs work on when one of them runs. */
export function contextOf({ session, word, names }: MountedVerbs): VerbContext {
  const { host, env, parts } = session;
  return { host, env, names, parts, project: session.project(), command: `${host.name} ${word}` };
}

/** What the verbs are for, where a framework lists them among the commands. */
export function describeVerbs({ session }: MountedVerbs): string {
  return `see and change what ${session.host.name} records about its use`;
}

/** The last line of a help that lists no commands. */
export function hintAtVerbs(program: string, word: string): string {
  return `See and change what is recorded about its use: ${program} ${word}`;
}
