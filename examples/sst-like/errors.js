/** A failure that sst expects: the user sees what went wrong and exit code 1, never a stack. */
export class SstError extends Error {
  /**
   * @param {string} message
   * @param {ErrorOptions} [options]
   */
  constructor(message, options) {
    super(message, options);
    this.name = new.target.name;
  }
}

export class BuildFailed extends SstError {}
export class ConfigNotFound extends SstError {}
export class InvalidConfig extends SstError {}
export class MissingSecret extends SstError {}
export class NotDeployed extends SstError {}

/**
 * Tells failures from bugs. Errors of the operating system (no space left, port in use) are failures.
 *
 * @param {unknown} error
 * @returns {error is Error}
 */
export function isExpected(error) {
  return error instanceof SstError || (error instanceof Error && 'syscall' in error);
}

/**
 * @param {unknown} error
 * @param {string} code a code of Node or of the operating system, such as `ENOENT`
 */
export function hasCode(error, code) {
  return error instanceof Error && 'code' in error && error.code === code;
}
