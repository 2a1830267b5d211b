import { REGISTERED } from '../../host/registered.ts';
import type { Session } from '../../host/session.ts';
import { sessionOf } from '../../host/session-of.ts';
import type { OclifConfig } from './config.ts';

/**
 * Finds what the program itself has registered: under the name that users type. Not whatever is registered, because a
 * program can run an oclif program in its own process, and its users have been asked about the one and not the other.
 */
export function findSession({ bin, binAliases = [] }: OclifConfig): Session | undefined {
  const name = [bin, ...binAliases].find((candidate) => REGISTERED.has(candidate));
  const telemetry = name === undefined ? undefined : REGISTERED.get(name);
  return telemetry && sessionOf(telemetry);
}
