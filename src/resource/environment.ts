import { ENVIRONMENT_KINDS } from './values.ts';
import type { EnvironmentKind } from './values.ts';

/** Says which kinds of place a command runs in; several can hold at once. */
export type Surroundings = Readonly<Record<Exclude<EnvironmentKind, 'other'>, boolean>>;

/**
 * Names the kind of place that says most: CI before agent before IDE before container before terminal.
 *
 * @returns the first that holds, else `other`: a script, a pipe, a timer
 */
export function environmentKind(surroundings: Surroundings): EnvironmentKind {
  for (const kind of ENVIRONMENT_KINDS) {
    if (kind !== 'other' && surroundings[kind]) return kind;
  }
  return 'other';
}
