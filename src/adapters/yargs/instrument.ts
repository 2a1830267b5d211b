import { sessionOf } from '../../host/session-of.ts';
import type { Registered } from '../../host/telemetry.ts';
import { declareNames } from '../declare-names.ts';
import { observeCalls, type CallObserver } from '../observe-calls.ts';
import { namesOf, treeOf } from './names.ts';
import { onCheck, onFailure } from './checks.ts';
import { createCommandLine, onCommand, onExit, onHelp, onParse, type Observed } from './command-line.ts';
import { CHECKS } from './usage-errors.ts';
import { commandsOf, instanceOf } from './yargs-instance.ts';
import type { YargsProgram } from './yargs-program.ts';

/**
 * Names the command span after the command that yargs resolves, and notes wrong usage and the error that a handler
 * throws. Called once the program's commands are declared, before `parse` or `argv`. What comes later, and what builder
 * functions add when they run, is named only if the options `commands` and `flags` list it.
 *
 * Wraps methods of the given program, and of what its `getInternalMethods` gives, and changes nothing of what those do:
 * no `fail` function and no middleware is added. Without consent it touches nothing.
 *
 * @param yargs what `yargs()` returned.
 * @throws TypeError when `telemetry` does not come from `registerTelemetry`.
 */
export function instrumentYargs(yargs: YargsProgram, telemetry: Registered): void {
  const { run, guard, exclude } = sessionOf(telemetry);
  if (run === undefined) return;
  guard(() => {
    const instance = instanceOf(yargs);
    declareNames(run, namesOf(treeOf(instance)));
    const line = createCommandLine([]);
    line.stage = 'done';
    const observed: Observed = { yargs: instance, run, guard, exclude, line };
    const observe = (target: object, name: string, onCall: CallObserver['onCall']): void =>
      observeCalls(target, name, { guard, onCall });
    const { getUsageInstance, getValidationInstance } = instance.getInternalMethods();
    // yargs looks through all commands for the help too.
    observe(commandsOf(instance), 'runCommand', (...[typed, , , , isHelp]) =>
      isHelp ? {} : onCommand(observed, typed),
    );
    observe(getUsageInstance(), 'fail', (message, error) => onFailure(observed, message, error));
    for (const check of Object.keys(CHECKS)) {
      observe(getValidationInstance(), check, (...checked) => onCheck(observed, check, checked));
    }
    // yargs prints help, version and completions itself, and exits.
    observe(instance, 'showHelp', (level) => onHelp(observed, level));
    observe(instance, 'showCompletionScript', exclude);
    observe(instance, 'exit', (code) => onExit(observed, code));
    // `parseAsync`, `parseSync` and `argv` call it too.
    for (const program of new Set([yargs, instance])) {
      observe(program, 'parse', (typed) => onParse(observed, typed));
    }
  });
}
