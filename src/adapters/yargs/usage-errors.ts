import type { UsageError } from '../../span/error-name.ts';
import { commandsOf, type Argv, type YargsInstance } from './yargs-instance.ts';

/** What yargs' own check of the command line is given. */
type Checked = readonly unknown[];

/** yargs' checks by their names, and what it means when one of them fails. */
export const CHECKS: Readonly<Record<string, (yargs: YargsInstance, checked: Checked) => UsageError>> = {
  nonOptionCount: (yargs, [argv]) => {
    const { min = 0 } = yargs.getDemandedCommands()._ ?? {};
    if (wordsOf(yargs, argv).length >= min) return 'excess_arguments';
    return commandsOf(yargs).getCommands().length > 0 ? 'missing_command' : 'missing_argument';
  },
  positionalCount: () => 'missing_argument',
  requiredArguments: () => 'missing_option',
  unknownCommands: nameStrayWord,
  unknownArguments: (yargs, checked) => {
    const kind = nameStrayWord(yargs, checked);
    return kind === 'excess_arguments' && hasUnknownOption(yargs, checked) ? 'unknown_option' : kind;
  },
  recommendCommands: () => 'unknown_command',
  limitedChoices: () => 'invalid_argument',
  implications: () => 'missing_option',
  conflicting: () => 'conflicting_option',
};

/** The check that yargs makes last, whatever the host has switched on. */
export const LAST_CHECK = 'conflicting';

/** Names a failure that no check has found: of the parser, or of a function of the host's that checks arguments. */
export function nameOtherFailure(yargs: YargsInstance): UsageError {
  return yargs.parsed !== false && yargs.parsed.error ? 'missing_argument' : 'invalid_argument';
}

/** Where there are commands, a word that is none of them is a command that nobody knows. */
function nameStrayWord(yargs: YargsInstance, [argv]: Checked): UsageError {
  const commands = commandsOf(yargs).getCommands();
  const isStray = wordsOf(yargs, argv).some((word) => !commands.includes(String(word)));
  return commands.length > 0 && isStray ? 'unknown_command' : 'excess_arguments';
}

function hasUnknownOption(yargs: YargsInstance, [argv, aliases, positionals]: Checked): boolean {
  const validation = yargs.getInternalMethods().getValidationInstance();
  return Object.keys(Object(argv)).some(
    (key) =>
      !['$0', '--', '_'].includes(key) &&
      !Object.hasOwn(Object(positionals), key) &&
      !validation.isValidAndSomeAliasIsNotNew(key, aliases),
  );
}

/** The words behind the commands that were found. */
function wordsOf(yargs: YargsInstance, checked: unknown): unknown[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what all of these checks are given
  const argv = checked as Argv;
  return [...argv._, ...(argv['--'] ?? [])].slice(yargs.getInternalMethods().getContext().commands.length);
}
