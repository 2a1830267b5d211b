import type { Host } from './host.ts';
import type { Run } from './run.ts';
import type { Telemetry } from './telemetry.ts';

/**
 * What the package's other entries need of a telemetry object. It travels on the object, because each entry is bundled
 * alone and a variable of a module in one is not the variable in the other.
 */
export interface Internals {
  readonly host: Host;
  readonly env: NodeJS.ProcessEnv;
  /** `undefined` when nothing is recorded. */
  readonly run: Run | undefined;
  /** The project setting as it is now. */
  readonly project: () => boolean | 'pending' | undefined;
  /** Runs work of ours so that no error of it reaches the host. */
  readonly guard: (work: () => void) => void;
  /** Keeps this run unrecorded and without a notice: a telemetry verb, a completion. */
  readonly exclude: () => void;
  /** Says under which word the verbs are mounted, so that the notice may name them. */
  readonly mountVerbs: (verb: string) => void;
}

const KEY: unique symbol = Symbol.for('commandspan.internals') as never;

/** Hides the internals on a telemetry object. */
export function attachInternals<T extends Telemetry>(telemetry: T, internals: Internals): T {
  return Object.defineProperty(telemetry, KEY, { value: internals });
}

/**
 * Finds the internals of a telemetry object.
 *
 * @throws TypeError for anything that `registerTelemetry` did not return: the vendor's own mistake.
 */
export function internalsOf(telemetry: Telemetry): Internals {
  const found: unknown = Reflect.get(Object(telemetry), KEY);
  if (found === undefined)
    throw new TypeError('commandspan: expected the object that registerTelemetry returned');
  return found as Internals;
}
