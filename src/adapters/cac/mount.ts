import { sessionOf } from '../../host/session-of.ts';
import type { Registered } from '../../host/telemetry.ts';
import { DEFAULT_WORD, type MountOptions } from '../mount-options.ts';
import { describeVerbs, hintAtVerbs, type MountedVerbs } from '../mounted-verbs.ts';
import { printAtOnce } from '../print-at-once.ts';
import { runVerbLine } from '../run-verb-line.ts';
import { asCac, type Cac } from './cac-instance.ts';
import type { CacProgram } from './cac-program.ts';
import { namesOf } from './names.ts';

/**
 * Mounts the verbs, by which users see and stop telemetry: `acme telemetry status | enable | disable | inspect | log |
 * doctor | manifest | reset`. Called last, when the program's own commands are declared, and before `parse`.
 *
 * A program that has a command of that name keeps it. When the word is the first argument, nothing else of the command
 * line is looked at. In a program without commands the process then exits, because what comes after `parse` is the
 * program.
 *
 * @param cli what `cac()` returned.
 * @throws TypeError when `telemetry` does not come from `registerTelemetry`.
 */
export function mountTelemetry(
  cli: CacProgram,
  telemetry: Registered,
  { name: word = DEFAULT_WORD }: MountOptions = {},
): void {
  const session = sessionOf(telemetry);
  session.guard(() => {
    const program = asCac(cli);
    if (program.commands.some((command) => command.isMatched(word))) return;
    // Taken now, while it holds what can be recorded by its name, and not yet the verbs.
    const { globalCommand } = program;
    const commands = [...program.commands];
    const verbs: MountedVerbs = { session, word, names: () => namesOf({ globalCommand, commands }) };
    session.mountVerbs(word);
    if (commands.length === 0) mountInstead(program, verbs);
    else mountBeside(program, verbs);
  });
}

/** A command among commands: listed in the help, and found behind the program's own options. */
function mountBeside(cli: Cac, verbs: MountedVerbs): void {
  const { word } = verbs;
  let hasRun = false;
  const mounted = cli
    .command(`${word} [verb]`, describeVerbs(verbs))
    .allowUnknownOptions()
    .action(() => {
      if (!hasRun) runVerbLine(verbs, cli.rawArgs.slice(cli.rawArgs.indexOf(word) + 1));
    });
  mountInFront(cli, verbs, (rawArgs) => {
    hasRun = true;
    // As after any command: hosts go on to ask what was matched, and some to run it.
    const parsed = { args: [], options: {} };
    Object.assign(cli, { rawArgs, ...parsed, matchedCommand: mounted, matchedCommandName: word });
    return parsed;
  });
}

/** What comes after `parse` is the program, and must not run; its help ends with a line about the verbs. */
function mountInstead(cli: Cac, verbs: MountedVerbs): void {
  const { word, session } = verbs;
  const { globalCommand } = cli;
  const { helpCallback } = globalCommand;
  const line = { body: hintAtVerbs(session.host.name, word) };
  globalCommand.helpCallback = (sections) => [...(helpCallback?.(sections) ?? sections), line];
  mountInFront(cli, verbs, () => process.exit());
}

/** Runs the verbs when the first argument calls them, unless the program has such a command by now. */
function mountInFront(cli: Cac, verbs: MountedVerbs, onRun: (argv: readonly string[]) => unknown): void {
  const { parse } = cli;
  const { length } = cli.commands;
  cli.parse = function parseOrTelemetry(this: unknown, ...given: unknown[]) {
    const [argv = process.argv] = given;
    const isCalled = Array.isArray(argv) && argv[2] === verbs.word;
    if (!isCalled || cli.commands.slice(length).some((command) => command.isMatched(verbs.word))) {
      return parse.apply(this, given);
    }
    verbs.session.guard(printAtOnce);
    runVerbLine(verbs, argv.slice(3));
    return onRun(argv);
  };
}
