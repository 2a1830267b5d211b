import { parseAttributes } from './attribute-options.ts';
import * as check from './check.ts';
import type { Host } from './host.ts';

/** The keys of the options that {@link parseDeclared} checks. */
export const DECLARED_KEYS = ['commands', 'flags', 'steps', 'errors', 'attributes'] as const;

/**
 * Checks the names and attributes that a host declares: what may be recorded of its own.
 *
 * @throws TypeError that says what was expected and what came.
 */
export function parseDeclared(
  options: Readonly<Record<string, unknown>>,
): Pick<Host, 'declared' | 'attributes'> {
  return {
    attributes: check.optional(parseAttributes, {})(options['attributes'], 'attributes'),
    declared: Object.freeze({
      command: check.optional(COMMANDS, [])(options['commands'], 'commands'),
      flag: check.optional(FLAGS, [])(options['flags'], 'flags'),
      step: check.optional(NAMES, [])(options['steps'], 'steps'),
      error: check.optional(NAMES, [])(options['errors'], 'errors'),
    }),
  };
}

/** The host's name, which becomes the name of a folder and the begin of a variable. */
export const parseName: check.Check<string> = check.text(
  /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/,
  'a name of letters, digits, ".", "_", "-"',
);

/** Declared names are printed, stored and sent; what is longer or has other characters is no name of a step or a flag. */
const NAMES = check.listOf(check.text(/^[\w.:@/+-]{1,64}$/, 'a name of at most 64 word characters'));
const FLAGS = check.listOf(
  check.text(/^[\w@][\w.:@/+-]{0,63}$/, 'a flag without its dashes, of at most 64 word characters'),
);
const COMMANDS = check.listOf(
  check.text(/^[\w.:@/+-]{1,64}( [\w.:@/+-]{1,64}){0,7}$/, 'a command such as "deploy function"'),
);
