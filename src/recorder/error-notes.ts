import { findDependency, type Dependency } from '../span/dependency.ts';
import { nameError, OTHER_ERROR, type UsageError } from '../span/error-name.ts';
import { isUsageError } from '../span/error-words.ts';
import type { Ending } from '../span/outcome.ts';

/**
 * What was seen of errors during the run. Only names are kept, so that no error of the host lives longer for us, and
 * nothing is judged before the end: a host may handle an error and exit 0.
 */
export interface ErrorNotes {
  readonly note: (error: unknown) => void;
  readonly noteUsage: (kind: UsageError) => void;
  /** Notes an error that reached the top of the process, and whether the host has a handler for it. */
  readonly noteUncaught: (error: unknown, isHandled: boolean) => void;
  readonly nameOf: (error: unknown) => string;
  readonly ending: () => Omit<Ending, 'exitCode'>;
}

/** Begins with no errors seen. */
export function createErrorNotes(declared: readonly string[], env: NodeJS.ProcessEnv): ErrorNotes {
  const declaredNames = new Set(declared);
  const nameOf = (error: unknown): string => nameError(error, declaredNames);
  let errorName: string | undefined;
  let dependency: Dependency | undefined;
  let uncaught = false;
  const note = (error: unknown): void => {
    errorName = nameOf(error);
    dependency = findDependency(error, env['DOCKER_HOST']);
  };
  return {
    note,
    noteUsage: (kind) => {
      errorName = kind;
      dependency = undefined;
    },
    noteUncaught: (error, isHandled) => {
      const before = errorName;
      note(error);
      // What a framework throws for a wrong command line has a class of its own, which says less.
      if (isUsageError(before) && (errorName === OTHER_ERROR || errorName === 'Error')) errorName = before;
      uncaught = !isHandled;
    },
    nameOf,
    ending: () => ({ errorName, dependency, uncaught }),
  };
}
