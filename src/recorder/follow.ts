/** Is told how work ended. */
export interface Follower {
  readonly onDone: () => void;
  readonly onError: (error: unknown) => void;
}

/**
 * Runs work, synchronous or not, and tells how it ended. Returns and throws what the work does; the promise handed
 * back settles like the one it gives, so that nobody's missing `catch` is hidden by ours.
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
 * A promise with properties of its own (a child process of execa) or of another class (a query builder, which starts
 * when `then` is called) is handed on untouched; its work counts as done when the function returns.
 */
function isPlainPromise<T>(value: T): value is T & Promise<unknown> {
  return (
    value instanceof Promise &&
    Object.getPrototypeOf(value) === Promise.prototype &&
    // Not its symbols: Node 22 marks promises with some while asynchronous contexts are followed.
    Object.getOwnPropertyNames(value).length === 0
  );
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
