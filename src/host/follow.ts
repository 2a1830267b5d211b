/** Is told how work ended. */
export interface Follower {
  readonly onDone: () => void;
  readonly onError: (error: unknown) => void;
}

/** Follows without telling anybody: what a step does is the same whether or not it is recorded. */
export const NOBODY: Follower = { onDone: () => undefined, onError: () => undefined };

/**
 * Runs work, synchronous or not, and tells how it ended. Returns and throws what the work does; for a plain promise, a
 * promise that settles like it, so that a rejection that nobody handles stays one.
 */
export function follow<T>(work: () => T, follower: Follower): T {
  let result: T;
  try {
    result = work();
  } catch (error) {
    follower.onError(error);
    throw error;
  }
  if (isPlainPromise(result)) return followPromise(result, follower);
  follower.onDone();
  return result;
}

/**
 * A promise with properties of its own (a child process of execa), one of another class (a query builder, which starts
 * when `then` is called) or a proxy is handed on untouched; its work counts as done when the function returns.
 */
function isPlainPromise<T>(value: T): value is T & Promise<unknown> {
  // Asked first, because a proxy would answer the other questions with code of its own.
  if (!process.getBuiltinModule('node:util').types.isPromise(value)) return false;
  // Not its symbols: Node 22 marks promises with some while asynchronous contexts are followed.
  return Object.getPrototypeOf(value) === Promise.prototype && Object.getOwnPropertyNames(value).length === 0;
}

function followPromise<T extends Promise<unknown>>(promise: T, { onDone, onError }: Follower): T {
  const followed = promise.then(
    (value) => {
      onDone();
      return value;
    },
    (error: unknown) => {
      onError(error);
      throw error;
    },
  );
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a plain promise of the same value
  return followed as T;
}
