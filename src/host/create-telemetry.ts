import { childEnv } from './child-env.ts';
import { follow, NOBODY } from './follow.ts';
import type { Parts } from './parts.ts';
import type { Run } from './run.ts';
import type { OpenSession, Session } from './session.ts';
import { attachSession } from './session-of.ts';
import type { AttributeInput, Telemetry } from './telemetry.ts';

/** Makes the telemetry object of one registration, and the session that adapters find on it. */
export function createTelemetry(opened: OpenSession, parts: Parts): Telemetry {
  const session = createSession(opened, parts);
  const { guard } = session;
  const telemetry: Telemetry = {
    get isRecording() {
      return session.isRecording();
    },
    command: (name, flags = []) => guard(() => session.run?.setCommand(name, flags)),
    set: (key: string, value: AttributeInput<unknown>) => guard(() => session.run?.set(key, value)),
    step: (name, work) => (session.run ? session.run.step(name, work) : follow(work, NOBODY)),
    recordError: (error) => guard(() => session.run?.recordError(error)),
    childEnv: (env = process.env) => childEnv(session, env),
    projectSetting: (value) => guard(() => session.settleProject(value)),
  };
  return attachSession(telemetry, session);
}

function createSession(opened: OpenSession, parts: Parts): Session {
  const { run: recorded } = opened;
  let observing: Run | undefined = recorded;
  let { host } = opened;
  const asParent = (): Record<string, string> => {
    const parent = recorded?.asParent();
    return parent === undefined ? {} : { [`${host.prefix}_TELEMETRY_PARENT`]: parent };
  };
  return {
    ...opened,
    childVariables: [asParent],
    exclude: () => {
      opened.exclude();
      observing?.discard();
    },
    get host() {
      return host;
    },
    parts,
    get run() {
      return observing;
    },
    observe: (join) => {
      observing = join(observing);
    },
    noteOwnSdk: () => {
      host = { ...host, ownSdk: 'besides' };
    },
    isRecording: () => recorded !== undefined && !opened.isExcluded(),
  };
}
