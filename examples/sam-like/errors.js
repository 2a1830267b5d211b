/** A failure that sam expects: the user sees one line and an exit code, never a stack. */
export class SamError extends Error {
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

export class DeployRefused extends SamError {}
export class DockerUnavailable extends SamError {}
export class EndpointUnreachable extends SamError {}
export class FunctionNotFound extends SamError {}
export class HandlerNotFound extends SamError {}
export class ImageMissing extends SamError {}
export class InvalidEvent extends SamError {}
export class InvalidTemplate extends SamError {}
export class NoLogs extends SamError {}
export class NotBuilt extends SamError {}
export class NotPackaged extends SamError {}
export class ProjectExists extends SamError {}
export class TemplateNotFound extends SamError {}
export class UnsupportedRuntime extends SamError {}

/** The user's own function failed, not sam. */
export class FunctionFailed extends SamError {
  /** @override */
  exitCode = 2;
}

/**
 * Tells failures from bugs. Errors of the operating system (no space left, port in use) are failures.
 *
 * @param {unknown} error
 * @returns {error is Error & { exitCode?: number }}
 */
export function isExpected(error) {
  return error instanceof SamError || (error instanceof Error && 'syscall' in error);
}

/**
 * @param {unknown} error
 * @param {string} code a code of Node or of the operating system, such as `ENOENT`
 */
export function hasCode(error, code) {
  return error instanceof Error && 'code' in error && error.code === code;
}
