import { sessionOf } from '../../host/session-of.ts';
import type { Registered } from '../../host/telemetry.ts';
import { DEFAULT_WORD, type MountOptions } from '../mount-options.ts';
import { describeVerbs, hintAtVerbs, type MountedVerbs } from '../mounted-verbs.ts';
import { printAtOnce } from '../print-at-once.ts';
import { runVerbLine } from '../run-verb-line.ts';
import { namesOf, treeOf } from './names.ts';
import { commandsOf, instanceOf, toWords, type YargsInstance } from './yargs-instance.ts';
import type { YargsProgram } from './yargs-program.ts';

/**
 * Mounts the verbs, by which users see and stop telemetry: `acme telemetry status | enable | disable | inspect | log |
 * doctor | manifest | reset`. Called last, when the program's own commands are declared, and before `parse` or `argv`.
 *
 * A program that has a command of that name keeps it. When the word is the first argument, nothing else of the command
 * line is looked at, so that a no cannot fail because an option of the program is missing; and the process exits once
 * the verb has printed, as yargs itself does after `--help`.
 *
 * @param yargs what `yargs()` returned.
 * @throws TypeError when `telemetry` does not come from `registerTelemetry`.
 */
export function mountTelemetry(
  yargs: YargsProgram,
  telemetry: Registered,
  { name: word = DEFAULT_WORD }: MountOptions = {},
): void {
  const session = sessionOf(telemetry);
  session.guard(() => {
    const instance = instanceOf(yargs);
    const tree = treeOf(instance);
    if (commandsOf(instance).getCommands().includes(word)) return;
    const verbs: MountedVerbs = { session, word, names: () => namesOf(tree) };
    session.mountVerbs(word);
    listVerbs(instance, verbs);
    for (const program of new Set([yargs, instance])) mountInFront(program, instance, verbs);
  });
}

/**
 * A command among commands: listed in the help, and found behind the program's own options. In a program without
 * commands it would make every word an unknown command, so that there the help ends with a line about it.
 */
function listVerbs(yargs: YargsInstance, verbs: MountedVerbs): void {
  const { word, session } = verbs;
  if (commandsOf(yargs).getCommands().length === 0) {
    yargs.epilogue(hintAtVerbs(session.host.name, word));
    return;
  }
  yargs.command(
    word,
    describeVerbs(verbs),
    // The verbs say themselves what they do not understand.
    (inner: YargsInstance) => inner.strict(false).strictCommands(false).strictOptions(false),
    ({ _: words }) => {
      const at = process.argv.indexOf(word);
      runVerbLine(verbs, at < 0 ? words.slice(1).map(String) : process.argv.slice(at + 1));
    },
  );
}

function mountInFront(program: YargsProgram, instance: YargsInstance, verbs: MountedVerbs): void {
  const { session, word } = verbs;
  const { parse }: { readonly parse: (...args: unknown[]) => unknown } = program;
  const handler = (): unknown => commandsOf(instance).getCommandHandlers()[word];
  const mounted = handler();
  Reflect.set(program, 'parse', function parseOrTelemetry(this: unknown, ...given: unknown[]) {
    const [args = process.argv.slice(2), ...modes] = given;
    const words = toWords(args);
    // With a callback nothing may be printed, and with `true` nothing be run.
    const isQuiet = modes.some((mode) => mode === true || typeof mode === 'function');
    if (words[0] !== word || isQuiet || handler() !== mounted) return Reflect.apply(parse, this, given);
    const isExiting = instance.getExitProcess();
    if (isExiting) session.guard(printAtOnce);
    runVerbLine(verbs, words.slice(1));
    if (isExiting) instance.exit(Number(process.exitCode ?? 0));
    return { _: words, $0: instance.$0 };
  });
}
