import type { HostAttributes, NoAttributes } from '../catalog/host-attribute.ts';
import { wantsInspection } from '../consent/variables.ts';
import { closedSession } from './closed-session.ts';
import { follow, NOBODY } from './follow.ts';
import { createGuard } from './guard.ts';
import type { Host } from './host.ts';
import { loadBundle, type LoadBundle } from './load-bundle.ts';
import { parseOptions } from './options.ts';
import { saysNoPromptly } from './prompt-no.ts';
import type { Session } from './session.ts';
import type { SessionBundle } from './session-bundle.ts';
import { attachSession } from './session-of.ts';
import type { TelemetryOptions } from './telemetry-options.ts';
import type { AttributeInput, Telemetry } from './telemetry.ts';

/**
 * Registers telemetry for this process. Called once, synchronously, at the top of the host's bootstrap; the command
 * span begins with the process and ends with it, and nothing needs to be flushed or awaited.
 *
 * Registering the same name again returns the first telemetry object.
 *
 * @typeParam Attributes the host's own attributes.
 * @throws TypeError when an option is unknown or not what it should be; nothing else ever throws.
 * @example
 * ```js
 * export const telemetry = registerTelemetry({ name: 'acme', version, endpoint: 'https://telemetry.acme.example' });
 * ```
 */
export function registerTelemetry<const Attributes extends HostAttributes = NoAttributes>(
  options: TelemetryOptions<Attributes>,
): Telemetry<Attributes> {
  const { env } = process;
  const host = parseOptions(options, env);
  const known = REGISTERED.get(host.name);
  if (known !== undefined) return known;
  const telemetry = openTelemetry(host, env);
  REGISTERED.set(host.name, telemetry);
  return telemetry;
}

const REGISTERED = new Map<string, Telemetry>();

/**
 * Begins what one process records, or does not.
 *
 * @param load finds the bundles. Default: those beside this one.
 */
export function openTelemetry(host: Host, env: NodeJS.ProcessEnv, load: LoadBundle = loadBundle): Telemetry {
  return createTelemetry(beginSession(host, env, load));
}

function beginSession(host: Host, env: NodeJS.ProcessEnv, load: LoadBundle): Session {
  const guard = createGuard(`${host.prefix}_TELEMETRY_DEBUG`, env);
  let session: Session | undefined;
  guard(() => {
    // Who debugs is told which of all sources decided.
    if (guard.isDebugging || wantsInspection(host, env) || !saysNoPromptly(host, env))
      session = load<SessionBundle>('session', host.paths).openSession(host, env);
  });
  return session ?? closedSession(host, env, guard);
}

function createTelemetry(session: Session): Telemetry {
  const { run, guard } = session;
  const telemetry: Telemetry = {
    get isRecording() {
      return run !== undefined && !session.isExcluded();
    },
    command: (name, flags = []) => guard(() => run?.setCommand(name, flags)),
    set: (key: string, value: AttributeInput<unknown>) => guard(() => run?.set(key, value)),
    step: (name, work) => (run === undefined ? follow(work, NOBODY) : run.step(name, work)),
    recordError: (error) => guard(() => run?.recordError(error)),
    projectSetting: (value) => guard(() => session.settleProject(value)),
  };
  return attachSession(telemetry, session);
}
