import { inspect } from 'node:util';
import { decodeJson } from '../cold.ts';
import type { Guard } from '../host/guard.ts';
import type { Host } from '../host/host.ts';
import type { Parts } from '../host/parts.ts';
import { knownProject } from '../host/project-setting.ts';
import type { OpenSession } from '../host/session.ts';
import { REQUEST_HEAD, REQUEST_TAIL } from '../span/request.ts';
import type { WorkEnd } from './process-exit.ts';
import { toCommands } from './recorded-command.ts';
import { createTestRun, type TestRecorder } from './test-run.ts';
import type { TestedCommand } from './test-telemetry.ts';
import { watchNames, type DroppedValue, type WatchedRun } from './undeclared.ts';

/** What a session of a test is about. */
export interface TestSessionInput {
  readonly host: Host;
  readonly env: NodeJS.ProcessEnv;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly parts: Parts;
}

/** A session in which everybody has said yes, and what comes of it. */
export interface TestSession {
  readonly opened: OpenSession;
  /** Ends the command. @throws Error when nothing is recorded, or an error of ours was kept from the host. */
  readonly finish: (end: WorkEnd) => TestedCommand;
}

/** Opens the session of one command under test. */
export function openTestSession({ host, env, now, parts }: TestSessionInput): TestSession {
  const dropped: DroppedValue[] = [];
  const failures: unknown[] = [];
  const guard = createTestGuard((error) => failures.push(error));
  const project = knownProject(host.project);
  let isExcluded = false;
  const isGranted = (): boolean => !isExcluded && (project.current() ?? true) === true;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- all bundles come out of one build
  const recorder = parts.recorder(host.paths) as unknown as TestRecorder;
  const onDrop = (key: string, why: string): void => void dropped.push({ key, why });
  const tested = createTestRun(recorder, { host, env, now, isGranted, onDrop, onError: guard.onError });
  const watched = watchNames(tested.run);
  const exclude = (): void => {
    isExcluded = true;
    tested.run.discard();
  };
  const opened: OpenSession = {
    host,
    env,
    guard,
    run: project.current() === false ? undefined : watched.run,
    isExcluded: () => isExcluded,
    exclude,
    project: project.current,
    settleProject: (value) => {
      project.settle(value);
      if (project.current() === false) exclude();
    },
    mountVerbs: () => undefined,
  };
  const finish = (end: WorkEnd): TestedCommand => {
    if (end.uncaught) watched.noteError(end.uncaught.error);
    const record = tested.end(end);
    throwFailure(failures);
    if (record === undefined) throw nothing(isExcluded, end);
    return describeRecord(record, { watched, dropped, error: end.uncaught?.error });
  };
  return { opened, finish };
}

/** Errors of ours are kept from the command, as in every host, and told at its end. */
function createTestGuard(onError: (error: unknown) => void): Guard {
  const guard = (work: () => void): void => {
    try {
      work();
    } catch (error) {
      onError(error);
    }
  };
  return Object.assign(guard, { isDebugging: false, onError, say: () => undefined });
}

function throwFailure([first]: readonly unknown[]): void {
  if (first === undefined) return;
  throw new Error('commandspan failed, which hosts do not see: ' + inspect(first), { cause: first });
}

function nothing(isExcluded: boolean, { uncaught }: WorkEnd): Error {
  const why = isExcluded
    ? 'it ran a telemetry verb or a completion, or the project said no'
    : 'the project has not said yes';
  const cause = uncaught && { cause: uncaught.error };
  return new Error(`commandspan: nothing of this command is recorded: ${why}`, cause);
}

function describeRecord(
  record: string,
  found: {
    readonly watched: WatchedRun;
    readonly dropped: readonly DroppedValue[];
    readonly error: unknown;
  },
): TestedCommand {
  const [command] = toCommands(decodeJson(Buffer.from(REQUEST_HEAD + record + REQUEST_TAIL)));
  if (command === undefined) throw new Error('commandspan: the record holds no command');
  const { watched, dropped, error } = found;
  return { ...command, dropped: [...dropped, ...watched.undeclared(command)], record, error };
}
