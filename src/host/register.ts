import type { HostAttributes, NoAttributes } from '../catalog/host-attribute.ts';
import { wantsInspection } from '../consent/variables.ts';
import { closedSession } from './closed-session.ts';
import { createTelemetry } from './create-telemetry.ts';
import { createGuard } from './guard.ts';
import type { Host } from './host.ts';
import { parseOptions } from './options.ts';
import { PARTS_BESIDE, type Parts } from './parts.ts';
import { permitted } from './permitted.ts';
import { saysNoPromptly } from './prompt-no.ts';
import { REGISTERED } from './registered.ts';
import type { OpenSession } from './session.ts';
import type { TelemetryOptions } from './telemetry-options.ts';
import type { Telemetry } from './telemetry.ts';

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
  return registerWith(PARTS_BESIDE, options);
}

/**
 * Registers telemetry with parts that come from elsewhere than from beside this bundle.
 *
 * @throws TypeError when an option is unknown or not what it should be.
 * @internal
 */
export function registerWith<const Attributes extends HostAttributes = NoAttributes>(
  parts: Parts,
  options: TelemetryOptions<Attributes>,
): Telemetry<Attributes> {
  const { env, parts: loadable } = permitted(parts);
  const host = parseOptions(options, env);
  const known = REGISTERED.get(host.name);
  if (known !== undefined) return known;
  const telemetry = openTelemetry(host, env, loadable);
  REGISTERED.set(host.name, telemetry);
  return telemetry;
}

/** Begins what one process records, or does not. @internal */
export function openTelemetry(host: Host, env: NodeJS.ProcessEnv, parts: Parts): Telemetry {
  return createTelemetry(beginSession(host, env, parts), parts);
}

function beginSession(host: Host, env: NodeJS.ProcessEnv, parts: Parts): OpenSession {
  const guard = createGuard(`${host.prefix}_TELEMETRY_DEBUG`, env);
  let session: OpenSession | undefined;
  guard(() => {
    // Who debugs is told which of all sources decided.
    if (guard.isDebugging || wantsInspection(host, env) || !saysNoPromptly(host, env))
      session = parts.session(host.paths).openSession(host, env, parts);
  });
  return session ?? closedSession(host, env, guard);
}
