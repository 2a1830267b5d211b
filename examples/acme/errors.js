/** A failure that acme expects: the user sees one line and an exit code, never a stack. */
export class AcmeError extends Error {
  exitCode = 1;

  /**
   * @param {string} message
   * @param {ErrorOptions} [options]
   */
  constructor(message, options) {
    super(message, options);
    this.name = new.target.name;
  }
}

export class ChecksumMismatch extends AcmeError {
  /** @override */
  exitCode = 3;
}

export class ChecksumUnreadable extends AcmeError {}
export class DockerUnavailable extends AcmeError {}
export class InputChanged extends AcmeError {}
export class InputNotFound extends AcmeError {}
export class NotAFolder extends AcmeError {}
export class NotPackable extends AcmeError {}

/**
 * Tells failures from bugs. Errors of the operating system (no space left, port in use) are failures: Node's own
 * message names what went wrong and where.
 *
 * @param {unknown} error
 * @returns {error is Error & { exitCode?: number }}
 */
export function isExpected(error) {
  return error instanceof AcmeError || (error instanceof Error && 'syscall' in error);
}

/**
 * @param {unknown} error
 * @param {string} code a code of Node or of the operating system, such as `ENOENT`
 */
export function hasCode(error, code) {
  return error instanceof Error && 'code' in error && error.code === code;
}
