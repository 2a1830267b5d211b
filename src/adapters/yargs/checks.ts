import { UNKNOWN_COMMAND } from '../../catalog/command-name.ts';
import type { AfterCall } from '../observe-calls.ts';
import { nameCommand, type Observed } from './command-line.ts';
import { CHECKS, LAST_CHECK, nameOtherFailure } from './usage-errors.ts';

/** yargs makes a check. The handler comes after the last: a wrapper of its own would show in the stacks of the host. */
export function onCheck(observed: Observed, name: string, checked: readonly unknown[]): AfterCall {
  const { yargs, line } = observed;
  line.check = () => CHECKS[name]?.(yargs, checked) ?? 'usage';
  const onEnd = (): void => {
    line.check = undefined;
  };
  const onReturned = (): void => {
    onEnd();
    if (name !== LAST_CHECK || line.hasFailed || line.stage !== 'parsing') return;
    nameCommand(observed);
    line.stage = 'handling';
  };
  return { onReturned, onThrown: onEnd };
}

/** Both wrong usage and what asynchronous handlers throw, before a `fail` function of the host's hears of it. */
export function onFailure(observed: Observed, message: unknown, error: unknown): void {
  const { line, run, yargs } = observed;
  // Where nobody exits, yargs goes on to check.
  if (line.hasFailed) return;
  line.hasFailed = true;
  const isUsage = line.check !== undefined || message !== null || isYargsError(error);
  if (!isUsage) return run.recordError(error);
  const kind = line.check?.() ?? nameOtherFailure(yargs);
  run.recordUsageError(kind);
  if (kind !== 'unknown_command') return nameCommand(observed);
  line.isNamed = true;
  return run.setCommand(UNKNOWN_COMMAND, []);
}

function isYargsError(error: unknown): boolean {
  return error instanceof Error && error.name === 'YError';
}
