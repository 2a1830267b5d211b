import type { BaseContext, Cli, CommandClass } from 'clipanion';
import { sessionOf } from '../../host/session-of.ts';
import type { Registered } from '../../host/telemetry.ts';
import { DEFAULT_WORD, type MountOptions } from '../mount-options.ts';
import { describeVerbs, type MountedVerbs } from '../mounted-verbs.ts';
import { runVerbLine } from '../run-verb-line.ts';
import { baseClassOf, buildersOf } from './cli-parts.ts';
import { isWord, namesOf } from './names.ts';
import { wrapMethod } from './wrap-method.ts';

/**
 * Mounts the verbs, by which users see and stop telemetry: `acme telemetry status | enable | disable | inspect | log |
 * doctor | manifest | reset`. Called last, when the program's own commands are registered.
 *
 * A program that has a command of that name keeps it, and the verbs are not mounted. The others list it in their help.
 * They answer when the word is the first argument, before anything of the program's own.
 *
 * @throws TypeError when `telemetry` does not come from `registerTelemetry`.
 */
export function mountTelemetry<Context extends BaseContext>(
  cli: Cli<Context>,
  telemetry: Registered,
  { name: word = DEFAULT_WORD }: MountOptions = {},
): void {
  const session = sessionOf(telemetry);
  session.guard(() => {
    // Taken now, while it holds what can be recorded by its name; named when somebody asks.
    const builders = buildersOf(cli);
    const firstWords = builders.flatMap(({ paths }) => paths.map(([first = '-']) => first));
    if (builders.length === 0 || firstWords.includes(word)) return;
    const verbs: MountedVerbs = { session, word, names: () => namesOf(builders) };
    session.mountVerbs(word);
    const VerbCommand = createCommand(baseClassOf(cli), verbs);
    // One command without a name stays the only one: clipanion explains it in the place of a list.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it extends what all commands extend
    if (firstWords.some(isWord)) cli.register(VerbCommand as unknown as CommandClass<Context>);
    // Before anything of the program's own.
    wrapMethod(cli, 'process', (process) => (...args) => {
      const [line] = args;
      if (!Array.isArray(line) || line[0] !== word) return process(...args);
      return Object.assign(new VerbCommand(), { line: line.slice(1).map(String) });
    });
  });
}

/** A command made of the class that all commands of the program are made of. */
function createCommand(Base: new () => object, verbs: MountedVerbs): new () => object {
  return class TelemetryCommand extends Base {
    static paths = [[verbs.word]];

    static usage = { description: describeVerbs(verbs) };

    line: readonly string[] = [];

    async execute(): Promise<number> {
      runVerbLine(verbs, this.line);
      return Number(process.exitCode ?? 0);
    }
  };
}
