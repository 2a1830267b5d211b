import { isPlain, isThenable } from './definition.ts';

/** What is done with a value of the host's when it is there, or with the error in its place. */
export interface Following {
  readonly done: (value: unknown) => unknown;
  readonly failed: (error: unknown) => void;
}

/**
 * Does to a part of a definition what is to be done with its value, and leaves open what is open: a value is dealt with
 * at once; of a promise and of a function comes a function, which does nothing before citty asks.
 */
export function through(part: unknown, following: Following): unknown {
  if (isPlain(part)) return following.done(part);
  if (typeof part === 'function') return () => follow(() => Reflect.apply(part, undefined, []), following);
  return isThenable(part) ? () => follow(() => part, following) : part;
}

/**
 * Runs a function of the host's. Unlike a step of the host, which follows plain promises only, what comes of it may be
 * another value, and any promise is one: citty awaits them all.
 */
function follow(work: () => unknown, following: Following): unknown {
  let value: unknown;
  try {
    value = work();
  } catch (error) {
    following.failed(error);
    throw error;
  }
  return settle(value, following);
}

/** Does what is to be done when a promise is settled, or at once. */
export function settle(value: unknown, { done, failed }: Following): unknown {
  if (!isThenable(value)) return done(value);
  return Promise.resolve(value).then(done, (error: unknown) => {
    failed(error);
    throw error;
  });
}
