import { ROOT_COMMAND } from '../../catalog/command-name.ts';
import type { Run } from '../../host/run.ts';
import type { Session } from '../../host/session.ts';
import { givenFlags, nameOf } from './names.ts';
import { readRefused } from './refused.ts';
import { buildersOf, type ParsedLine } from './cli-parts.ts';

/** What the wrapped methods report. */
export interface Observer {
  /** Begins to take a line apart. */
  readonly onLine: () => void;
  /** Has taken it apart. */
  readonly onParsed: (line: ParsedLine) => void;
  /** Has found its command, which is about to run. */
  readonly onCommand: (isNamed: boolean, observe: () => void) => void;
  /** Has refused it. */
  readonly onRefused: (error: unknown) => void;
  readonly onError: (error: unknown) => void;
}

interface Watched {
  readonly cli: object;
  readonly run: Run;
  parsed: ParsedLine | undefined;
}

/** Makes of what clipanion does the name of the command, its flags, and what went wrong. */
export function createObserver(
  cli: object,
  { run, guard }: Pick<Session, 'guard'> & { readonly run: Run },
): Observer {
  const watched: Watched = { cli, run, parsed: undefined };
  return {
    onLine: () => {
      watched.parsed = undefined;
    },
    onParsed: (line) => {
      watched.parsed = line;
    },
    onCommand: (isNamed, observe) =>
      guard(() => {
        if (isNamed) nameParsed(watched);
        observe();
      }),
    onRefused: (error) => guard(() => noteRefused(watched, error)),
    onError: (error) => guard(() => noteError(watched, error)),
  };
}

function nameParsed({ cli, run, parsed }: Watched): boolean {
  if (parsed === undefined) return false;
  const { selectedIndex, options } = parsed;
  const isHelp = selectedIndex === -1;
  const explained = options.find(({ name }) => name === '-c')?.value;
  const index = isHelp ? Number(explained) : selectedIndex;
  const builder = buildersOf(cli).find(({ cliIndex }) => cliIndex === index);
  // Help without a command to explain is what clipanion makes of an empty line.
  const { command, flags } = builder === undefined ? { command: ROOT_COMMAND, flags: [] } : nameOf(builder);
  const given = builder === undefined ? [] : isHelp ? ['help'] : givenFlags(builder, options);
  run.setCommand(command, [...new Set([...flags, ...given])]);
  return true;
}

function noteRefused(watched: Watched, error: unknown): void {
  const { cli, run } = watched;
  const isParsed = nameParsed(watched);
  const found = readRefused(error, buildersOf(cli));
  if (found === undefined) return run.recordError(error);
  // Of a value that an option does not take clipanion says no more than that the usage is wrong.
  run.recordUsageError(found.kind === 'usage' && isParsed ? 'invalid_argument' : found.kind);
  if (found.command !== undefined) run.setCommand(found.command, found.flags ?? []);
}

function noteError({ cli, run }: Watched, error: unknown): void {
  const found = readRefused(error, buildersOf(cli));
  if (found === undefined) run.recordError(error);
  else run.recordUsageError(found.kind);
}
