/** What is done with a value of the host's when it is there, or with the error in its place. */
export interface Following {
  readonly done: (value: unknown) => unknown;
  readonly failed: (error: unknown) => void;
}

/** Runs a function of the host's, and hands on what it returns, promises or throws. */
export function follow(work: () => unknown, { done, failed }: Following): unknown {
  const fail = (error: unknown): never => {
    failed(error);
    throw error;
  };
  let value: unknown;
  try {
    value = work();
  } catch (error) {
    return fail(error);
  }
  return isThenable(value) ? Promise.resolve(value).then(done, fail) : done(value);
}

/** Says whether this is a promise, or is awaited like one. */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}

/** For what is only handed on. */
export function asItIs<Value>(value: Value): Value {
  return value;
}
