import type { Run } from '../host/run.ts';

/** Tells two observers of the same command. A step's work, and a function that gives a value, are called once. */
export function bothRuns(first: Run, second: Run): Run {
  const tell = (say: (run: Run) => void): void => {
    say(first);
    say(second);
  };
  return {
    declare: (kind, names) => {
      // What can be walked once only is walked once.
      const listed = [...names];
      tell((run) => run.declare(kind, listed));
    },
    setCommand: (command, flags) => tell((run) => run.setCommand(command, flags)),
    set: (key, value) => {
      const given = typeof value === 'function' ? once(() => value() as unknown) : value;
      tell((run) => run.set(key, given));
    },
    recordError: (error) => tell((run) => run.recordError(error)),
    recordUsageError: (kind) => tell((run) => run.recordUsageError(kind)),
    step: (name, work) => first.step(name, () => second.step(name, work)),
    release: () => tell((run) => run.release()),
    discard: () => tell((run) => run.discard()),
  };
}

/** Calls a function at its first call only; what it throws, it throws again. */
function once(work: () => unknown): () => unknown {
  let outcome: { readonly value: unknown } | { readonly error: unknown } | undefined;
  return () => {
    outcome ??= attempt(work);
    if ('error' in outcome) throw outcome.error;
    return outcome.value;
  };
}

function attempt(work: () => unknown): { readonly value: unknown } | { readonly error: unknown } {
  try {
    return { value: work() };
  } catch (error) {
    return { error };
  }
}
