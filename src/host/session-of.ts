import type { Session } from './session.ts';
import type { Registered } from './telemetry.ts';

const KEY = Symbol.for('commandspan.session');

/**
 * Hides the session on its telemetry object. It travels there because each entry of the package is bundled alone, and
 * a variable of a module in one is not the variable in the other.
 */
export function attachSession<T extends Registered>(telemetry: T, session: Session): T {
  return Object.defineProperty(telemetry, KEY, { value: session });
}

/**
 * Finds the session of a telemetry object.
 *
 * @throws TypeError for anything that `registerTelemetry` did not return: the vendor's own mistake.
 */
export function sessionOf(telemetry: Registered): Session {
  const found: unknown = Reflect.get(Object(telemetry), KEY);
  if (found === undefined) {
    throw new TypeError('commandspan: expected the object that registerTelemetry returned');
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only attachSession writes this property
  return found as Session;
}
