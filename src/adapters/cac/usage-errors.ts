import type { UsageError } from '../../span/error-name.ts';
import type { Cac } from './cac-instance.ts';

/** Names what is wrong. cac's errors say it only in words; asked again, the check that fails does. */
export function findMistake({ matchedCommand }: Cac): UsageError | undefined {
  return CHECKS.find(([name]) => {
    const check: unknown = Reflect.get(Object(matchedCommand), name);
    try {
      if (typeof check === 'function') check.call(matchedCommand);
      return false;
    } catch {
      return true;
    }
  })?.[1];
}

/** cac's own checks in its own order, and what it means when one of them throws. */
const CHECKS: readonly (readonly [name: string, kind: UsageError])[] = [
  ['checkUnknownOptions', 'unknown_option'],
  ['checkOptionValue', 'missing_argument'],
  ['checkRequiredArgs', 'missing_argument'],
  ['checkUnusedArgs', 'excess_arguments'],
];
