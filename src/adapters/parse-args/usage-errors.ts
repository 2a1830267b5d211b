import type { UsageError } from '../../span/error-name.ts';

/** The codes of `util.parseArgs`, in the words that every framework's usage errors are recorded in. */
export const USAGE_ERROR_OF_CODE: ReadonlyMap<string, UsageError> = new Map<string, UsageError>([
  ['ERR_PARSE_ARGS_UNKNOWN_OPTION', 'unknown_option'],
  ['ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL', 'excess_arguments'],
  ['ERR_PARSE_ARGS_INVALID_OPTION_VALUE', 'missing_argument'],
]);
