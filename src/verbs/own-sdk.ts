import type { Host } from '../host/host.ts';

/** What is said where commands are sent by an OpenTelemetry SDK of the host's own. */
export const OWN_SDK = 'an OpenTelemetry SDK of its own';

/** Says that what such an SDK sends cannot be shown; `''` in hosts that have none. */
export function sayNotShown({ name, ownSdk }: Host, verbs: string): string {
  if (ownSdk === undefined) return '';
  const how = ownSdk === 'alone' ? 'sends' : 'also sends';
  return `${name} ${how} through ${OWN_SDK}: what that sends cannot be shown here, what it can hold is in ${verbs} manifest.\n`;
}
