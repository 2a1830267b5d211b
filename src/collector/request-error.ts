/** Lists the HTTP statuses with which the collector refuses a request. */
export type RefusalStatus = 400 | 403 | 404 | 405 | 413 | 415 | 500;

/** Says why a request is refused, in words for the client. */
export class RequestError extends Error {
  override readonly name: string = 'RequestError';
  readonly status: RefusalStatus;

  constructor(status: RefusalStatus, message: string, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }
}
