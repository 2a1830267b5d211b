/** `error.type` of an error that has no name that may be recorded (semantic conventions, `error.type`). */
export const OTHER_ERROR = '_OTHER';

/** What a command line that cannot be understood is called, in every framework alike. */
export const USAGE_ERRORS = [
  'unknown_command',
  'unknown_option',
  'missing_command',
  'missing_argument',
  'missing_option',
  'invalid_argument',
  'excess_arguments',
  'conflicting_option',
  'usage',
] as const;

/** What a command line that cannot be understood is called, in every framework alike. */
export type UsageError = (typeof USAGE_ERRORS)[number];

/** Says whether a name is one of {@link USAGE_ERRORS}. */
export function isUsageError(name: string | undefined): boolean {
  const usage: readonly (string | undefined)[] = USAGE_ERRORS;
  return usage.includes(name);
}

/** Classes of JavaScript, of Node and of the Web interfaces in Node. */
export const ERROR_CLASSES = [
  'Error',
  'AggregateError',
  'EvalError',
  'RangeError',
  'ReferenceError',
  'SuppressedError',
  'SyntaxError',
  'TypeError',
  'URIError',
  'AbortError',
  'AssertionError',
  'DOMException',
  'NotSupportedError',
  'SystemError',
  'TimeoutError',
  'WebAssembly.CompileError',
  'WebAssembly.LinkError',
  'WebAssembly.RuntimeError',
] as const;
