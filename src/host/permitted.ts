import { denoAllows } from '../disk/deno.ts';
import type { Parts } from './parts.ts';

/** What this process may look at and load without asking anybody. */
export interface Permitted {
  readonly env: NodeJS.ProcessEnv;
  readonly parts: Parts;
}

/**
 * Gives everything but where Deno would ask the user, in the middle of a command, for each variable and each file, or
 * throw. There it gives variables that say no, and nothing can be loaded, the verbs neither: they would look for the
 * no in the wrong place.
 */
export function permitted(parts: Parts): Permitted {
  // All of each: a list of files or variables would have to name ours.
  return denoAllows('env', 'read', 'write', 'sys')
    ? { env: process.env, parts }
    : { env: NOT_ASKED, parts: { ...parts, session: refuse, recorder: refuse, cold: refuse } };
}

/** With a home, because finding out where it is must be permitted too. */
const NOT_ASKED: NodeJS.ProcessEnv = { DO_NOT_TRACK: '1', HOME: '/', USERPROFILE: '/' };

function refuse(): never {
  throw new Error('Deno does not allow env, read, write and sys');
}
