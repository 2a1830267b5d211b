import type { UsageError } from '../../span/error-name.ts';

/**
 * Says which wrong usage an error of oclif's parser means, if it is one. By the beginning of its text: the classes are
 * not public, and have no names any more in hosts that are bundled and minified.
 */
export function usageErrorOf(error: Error): UsageError | undefined {
  // What a host throws itself is its own, whatever it says; an error of a host's own parser is handed on as it is.
  if (!('oclif' in error) && !error.message.startsWith(PARSING)) return undefined;
  return USAGE_ERRORS.find(([text]) => text.test(error.message))?.[1];
}

const PARSING = 'Parsing --';

const USAGE_ERRORS: readonly (readonly [RegExp, UsageError])[] = [
  [/^Missing \d+ required arg/, 'missing_argument'],
  [/^Unexpected argument/, 'excess_arguments'],
  [/^Nonexistent flag/, 'unknown_option'],
  [/^Flag --\S+ expects /, 'missing_argument'],
  [/^Flag --\S+ can only be specified once/, 'conflicting_option'],
  [/^(Parsing --|Expected .* to be one of: )/, 'invalid_argument'],
  [/^The following errors? occurred:[^]*(Missing required flag |must be provided)/, 'missing_option'],
  [/^The following errors? occurred:/, 'conflicting_option'],
];
