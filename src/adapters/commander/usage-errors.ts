import type { UsageError } from '../../span/error-name.ts';

/** Commander's own error codes, in the words that every framework's usage errors are recorded in. */
export const USAGE_ERROR_OF_CODE: ReadonlyMap<string, UsageError> = new Map<string, UsageError>([
  ['commander.unknownCommand', 'unknown_command'],
  ['commander.unknownOption', 'unknown_option'],
  ['commander.missingArgument', 'missing_argument'],
  ['commander.optionMissingArgument', 'missing_argument'],
  ['commander.missingMandatoryOptionValue', 'missing_option'],
  ['commander.invalidArgument', 'invalid_argument'],
  ['commander.excessArguments', 'excess_arguments'],
  ['commander.conflictingOption', 'conflicting_option'],
]);
