import { isDeno } from './is-deno.ts';
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
  return isPermitted()
    ? { env: process.env, parts }
    : { env: NOT_ASKED, parts: { ...parts, session: refuse, recorder: refuse, verbs: refuse } };
}

/** What recording needs of Deno, all of it: a list of files or variables would have to name ours. */
const NEEDED = ['env', 'read', 'write', 'sys'] as const;

/** With a home, because finding out where it is must be permitted too. */
const NOT_ASKED: NodeJS.ProcessEnv = { DO_NOT_TRACK: '1', HOME: '/', USERPROFILE: '/' };

interface Deno {
  readonly permissions: {
    readonly querySync: (about: { readonly name: string }) => { readonly state: string };
  };
}

function isPermitted(): boolean {
  if (!isDeno()) return true;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what every Deno has
  const { permissions } = Reflect.get(globalThis, 'Deno') as Deno;
  return NEEDED.every((name) => permissions.querySync({ name }).state === 'granted');
}

function refuse(): never {
  throw new Error(`Deno wants ${NEEDED.map((name) => `--allow-${name}`).join(' ')}`);
}
