import { sessionOf } from '../../host/session-of.ts';
import type { Registered } from '../../host/telemetry.ts';
import { declareNames } from '../declare-names.ts';
import { plainArguments, type CommandDefinition } from './definition.ts';
import { createLine } from './line.ts';
import { observeDefinition } from './observe.ts';
import { namesOf, walkTree } from './tree.ts';
import { createVisit } from './visit.ts';

/**
 * Gives a definition for `runMain`, `createMain` or `runCommand` in the place of the program's own: it does the same,
 * and names the command span after the command that citty runs, with its flags, its wrong usage and what it throws.
 * The program's own definition is not changed; without consent it is what is returned.
 *
 * What stands in the definitions now is recorded by its name. Commands that a function or a promise gives, and the
 * flags of commands that are loaded when they run, stand in the options `commands` and `flags`, or are recorded as
 * `(other)` and left out.
 *
 * @param main what `defineCommand` returned for the program.
 * @throws TypeError when `telemetry` does not come from `registerTelemetry`.
 * @example
 * ```js
 * await runMain(mountTelemetry(instrumentCitty(main, telemetry), telemetry));
 * ```
 */
export function instrumentCitty<Main extends CommandDefinition>(main: Main, telemetry: Registered): Main {
  const session = sessionOf(telemetry);
  const { run, guard } = session;
  if (run === undefined) return main;
  let observed: CommandDefinition = main;
  guard(() => {
    declareNames(run, namesOf(walkTree(main)));
    observed = observeDefinition(main, createLine(session, run), createVisit('', plainArguments(main)));
    originals.set(observed, main);
  });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it has every part of the other
  return observed as Main;
}

/** The program's own definition, which can be looked at without being taken for citty. */
export function originalOf(main: CommandDefinition): CommandDefinition {
  return originals.get(main) ?? main;
}

const originals = new WeakMap<CommandDefinition, CommandDefinition>();
