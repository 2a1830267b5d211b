import type { BaseContext, Cli, CommandClass } from 'clipanion';
import { sessionOf } from '../../host/session-of.ts';
import type { Registered } from '../../host/telemetry.ts';
import { DEFAULT_WORD, type MountOptions } from '../mount-options.ts';
import { runVerbLine, type MountedVerbs } from '../run-verb-line.ts';
import { isWord, namesOf } from './names.ts';
import { buildersOf, baseClassOf, wrapMethod } from './registrations.ts';

/**
 * Mounts the verbs, by which users see and stop telemetry: `acme telemetry status | enable | disable | inspect | log |
 * doctor | manifest | reset`. Called last, when the program's own commands are registered.
 *
 * A program that has a command of that name keeps it, and the verbs are not mounted. The others list it in their help.
 * They answer when the word is the first argument of `cli.run` or `cli.runExit`, before anything of the program's own.
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
    const firstWords = builders.flatMap(({ paths }) => paths.map(([first = '']) => first));
    if (firstWords.includes(word)) return;
    const verbs: MountedVerbs = { session, word, names: () => namesOf(builders) };
    session.mountVerbs(word);
    // One command without a name stays the only one: clipanion explains it in the place of a list.
    if (firstWords.some((first) => first !== '' && isWord(first))) list(cli, verbs);
    mountInFront(cli, verbs);
  });
}

function mountInFront(cli: object, verbs: MountedVerbs): void {
  wrapMethod(cli, 'run', (run) => (...args) => {
    const [line] = args;
    if (!Array.isArray(line) || line[0] !== verbs.word) return run(...args);
    runVerbLine(verbs, line.slice(1).map(String));
    return Promise.resolve(Number(process.exitCode ?? 0));
  });
}

/** Registers a command for the help, made of the class that all commands of the program are made of. */
function list<Context extends BaseContext>(cli: Cli<Context>, verbs: MountedVerbs): void {
  const { session, word } = verbs;
  const Base = baseClassOf(cli);
  class TelemetryCommand extends Base {
    static paths = [[word]];
    static usage = { description: `see and change what ${session.host.name} records about its use` };

    /** Called by programs that find the command first, and run it then. */
    async execute(): Promise<number> {
      runVerbLine(verbs, []);
      return Number(process.exitCode ?? 0);
    }
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it extends what all commands extend
  cli.register(TelemetryCommand as unknown as CommandClass<Context>);
}
