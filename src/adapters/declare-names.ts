import type { HostNames } from '../dictionary/describe-host.ts';
import type { Run } from '../host/run.ts';

/** Declares what a framework's tree holds now, so that it is recorded by its name. */
export function declareNames(run: Run, { commands, flags }: HostNames): void {
  run.declare('command', commands);
  run.declare('flag', flags);
}
