import type { Command, ParseOptions } from 'commander';
import { sessionOf } from '../../host/session-of.ts';
import type { Registered } from '../../host/telemetry.ts';
import { FLAGS_OF_VERB } from '../../verbs/verb-flags.ts';
import { VERBS, type VerbName } from '../../verbs/verb-list.ts';
import { loadVerbs, withVerbs } from '../load-verbs.ts';
import { DEFAULT_WORD, type MountOptions } from '../mount-options.ts';
import { contextOf, describeVerbs, hintAtVerbs, type MountedVerbs } from '../mounted-verbs.ts';
import { printResult } from '../print-result.ts';
import { namesOf, walkTree } from './command-tree.ts';

/**
 * Mounts the verbs, by which users see and stop telemetry: `acme telemetry status | enable | disable | inspect | log |
 * doctor | manifest | reset`. Called last, when the program's own commands are declared.
 *
 * A program that has a command of that name keeps it, and the verbs are not mounted. In a program without commands
 * they answer only when the word is the first argument, so that its positional arguments stay what they were.
 *
 * @throws TypeError when `telemetry` does not come from `registerTelemetry`.
 */
export function mountTelemetry(
  program: Command,
  telemetry: Registered,
  { name: word = DEFAULT_WORD }: MountOptions = {},
): void {
  const session = sessionOf(telemetry);
  session.guard(() => {
    const isTaken = program.commands.some((command) => [command.name(), ...command.aliases()].includes(word));
    if (isTaken) return;
    // Taken now, while it holds what can be recorded by its name, and not yet the verbs; named when somebody asks.
    const tree = [...walkTree(program)];
    const verbs: MountedVerbs = { session, word, names: () => namesOf(tree) };
    session.mountVerbs(word);
    if (program.commands.length > 0) mountBeside(program, verbs);
    else program.addHelpText('after', `\n${hintAtVerbs(program.name(), word)}`);
    mountInFront(program, verbs);
  });
}

/** A command among commands: listed in the help, and found behind the program's own options. */
function mountBeside(program: Command, verbs: MountedVerbs): void {
  const { session } = verbs;
  const mounted = addVerbs(program, verbs);
  program.hook('preSubcommand', (_program, subcommand) => {
    if (subcommand === mounted) session.guard(session.exclude);
  });
}

/**
 * A program of their own, which takes over when the first argument calls it: a no must not fail because an option of
 * the program is required, and in a program without commands a subcommand would make every positional argument an
 * unknown command.
 */
function mountInFront(program: Command, verbs: MountedVerbs): void {
  const { session, word } = verbs;
  const front = program.createCommand(program.name()).copyInheritedSettings(program);
  addVerbs(front, verbs);
  const { parse, parseAsync } = program;
  const isCalled = (argv: readonly string[] | undefined, options: ParseOptions | undefined): boolean =>
    userArguments(argv, options)[0] === word;
  program.parse = function parseOrTelemetry(this: Command, argv, options) {
    if (!isCalled(argv, options)) return parse.call(this, argv, options);
    session.guard(session.exclude);
    front.parse(userArguments(argv, options), { from: 'user' });
    return this;
  };
  program.parseAsync = async function parseOrTelemetryAsync(this: Command, argv, options) {
    if (!isCalled(argv, options)) return parseAsync.call(this, argv, options);
    session.guard(session.exclude);
    await front.parseAsync(userArguments(argv, options), { from: 'user' });
    return this;
  };
}

/** The arguments after the program's own, as commander's `from` has them. */
function userArguments(
  argv: readonly string[] | undefined,
  options: ParseOptions | undefined,
): readonly string[] {
  return options?.from === 'user' ? (argv ?? []) : (argv ?? process.argv).slice(2);
}

function addVerbs(program: Command, mounted: MountedVerbs): Command {
  const { session, word } = mounted;
  const run = (verb: VerbName, command: Command): void => {
    const context = contextOf(mounted);
    printResult(withVerbs(session, (verbs) => verbs.runVerb(verb, context, command.opts())));
  };
  const parent = program
    .command(word)
    .description(describeVerbs(mounted))
    .allowExcessArguments()
    .action((_options, command: Command) => {
      const [unknown] = command.args;
      if (unknown === undefined) return run('status', command);
      const verbs = VERBS.map(([verb]) => verb).join(', ');
      return command.error(`error: unknown command '${unknown}', expected one of ${verbs}`);
    })
    .addHelpText('after', () => {
      // `acme help telemetry` comes here without a hook before.
      session.guard(session.exclude);
      let text = '';
      session.guard(() => {
        text = loadVerbs(session).helpText(contextOf(mounted));
      });
      return text;
    });
  for (const [verb, summary] of VERBS) {
    const command = parent.command(verb).description(summary).allowExcessArguments(false);
    for (const { name, summary: meaning, not = [] } of FLAGS_OF_VERB[verb] ?? []) {
      command.addOption(command.createOption(`--${name}`, meaning).conflicts(not));
    }
    command.action((_options, self: Command) => run(verb, self));
  }
  return parent;
}
