import { hasLateNo, readConsent } from '../consent/consent.ts';
import type { ConsentMoment, ProjectSetting } from '../consent/consent-host.ts';
import { decide } from '../consent/decide.ts';
import { showNotice } from '../consent/notice.ts';
import { describeReading } from '../consent/reading.ts';
import { readVariables, wantsInspection } from '../consent/variables.ts';
import type { Variables } from './child-env.ts';
import { resolveEndpoint } from './endpoint.ts';
import { createGuard, type Guard } from './guard.ts';
import type { Host } from './host.ts';
import type { HostPaths } from '../disk/paths.ts';
import type { SenderSources } from '../spool/sender-process.ts';
import type { Parts } from './parts.ts';
import type { Recorder } from './recorder.ts';
import type { RecordedRun, Run } from './run.ts';
import { knownProject, settled } from './project-setting.ts';
import { isSubordinate } from './subordinate.ts';
import { unseen } from './unseen.ts';

/** What consent and the recorder have to say to one registration. */
export interface OpenSession {
  readonly host: Host;
  readonly env: NodeJS.ProcessEnv;
  readonly guard: Guard;
  /** The run that is recorded as usage telemetry; `undefined` when nothing is. */
  readonly run: RecordedRun | undefined;
  readonly isExcluded: () => boolean;
  /** Keeps this run unrecorded and without a notice: a telemetry verb, a completion, a no of the project's. */
  readonly exclude: () => void;
  readonly project: () => ProjectSetting;
  readonly settleProject: (value: unknown) => void;
  /** Says under which word the verbs are mounted, so that the notice may name them. */
  readonly mountVerbs: (word: string) => void;
}

/** One registration in this process: what was decided, and what can still change. */
export interface Session extends Omit<OpenSession, 'run'> {
  readonly parts: Parts;
  /** Who observes the command of this process: usage telemetry, tracing, or both; `undefined` when nobody does. */
  readonly run: Run | undefined;
  /** Lets somebody else observe too, from now on: adapters that are attached later tell them as well. */
  readonly observe: (join: (observing: Run | undefined) => Run) => void;
  /** Notes that an OpenTelemetry SDK of the host's own sends too, so that the verbs say so. */
  readonly noteOwnSdk: () => void;
  /** What is added to the environment of child processes, by who observes the command. */
  readonly childVariables: (() => Variables)[];
  /** Whether usage telemetry is being recorded, as far as is known now. */
  readonly isRecording: () => boolean;
}

/** What a session needs of the parts. */
export interface SessionParts extends SenderSources {
  readonly recorder: (paths: HostPaths) => Pick<Recorder, 'startRun'>;
}

/**
 * Asks for consent, and begins to record or to wait for the moment of the notice. Never throws.
 *
 * @param parts where the recorder and the sender come from.
 */
export function openSession(host: Host, env: NodeJS.ProcessEnv, parts: SessionParts): OpenSession {
  const guard = createGuard(`${host.prefix}_TELEMETRY_DEBUG`, env);
  const project = knownProject(host.project);
  let verb: string | undefined;
  let isExcluded = false;
  let run: RecordedRun | undefined;
  const isShown = wantsInspection(host, env);
  const notify = (): void => {
    // Asked again: whoever has said no since must not read that the next run will be recorded.
    const isDue = !isExcluded && readConsent({ host, env, project: project.current() }).reading?.noticeDue;
    if (isDue) showNotice({ host, env, args: process.argv.slice(2), verb });
  };
  const exclude = (): void => {
    isExcluded = true;
    run?.discard();
  };
  guard(() => {
    const { granted, reading } = readConsent({ host, env, project: settled(project.current()) });
    if (isSubordinate(env)) return;
    if (granted || isShown) run = startRun({ host, env, guard, parts, isShown, project: project.current });
    else if (reading?.noticeDue) process.on('exit', () => guard(notify));
    if (!granted) guard.say(`nothing is recorded: ${describeReading(reading)}`);
  });
  return {
    host,
    env,
    guard,
    run,
    isExcluded: () => isExcluded,
    exclude,
    project: project.current,
    settleProject: (value) => {
      project.settle(value);
      if (project.current() !== false) run?.release();
      // At once, not at the end: a command that is killed has none, and its journal would tell of it.
      else if (!isShown) exclude();
    },
    mountVerbs: (word) => {
      verb = word;
    },
  };
}

interface RunContext {
  readonly host: Host;
  readonly env: NodeJS.ProcessEnv;
  readonly guard: Guard;
  readonly parts: SessionParts;
  /** Whether the user only wants to see the payload. */
  readonly isShown: boolean;
  readonly project: () => ProjectSetting;
}

function startRun({ host, env, guard, parts, isShown, project }: RunContext): RecordedRun {
  let isFirst = true;
  // The command span starts in the moment in which consent was given.
  const mayStart = (): boolean => {
    if (!isFirst) return isShown || !unseen(() => hasLateNo(host.paths, settled(project())));
    isFirst = false;
    return true;
  };
  return parts.recorder(host.paths).startRun({
    host,
    env,
    endpoint: resolveEndpoint(host, env),
    mayStart,
    mayWrite: () => !hasLateNo(host.paths, project()) && !doVariablesSayNo({ host, env, project: undefined }),
    isHeld: host.project === 'pending',
    isShown,
    sender: parts,
    onError: guard.onError,
    say: guard.say,
  });
}

/** Hosts read files of variables after they have registered. */
function doVariablesSayNo(moment: ConsentMoment): boolean {
  return decide({ spoken: readVariables(moment), unspoken: [] }).reading?.says === 'no';
}
