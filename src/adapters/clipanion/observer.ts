import { ROOT_COMMAND } from '../../catalog/command-name.ts';
import type { Run } from '../../host/run.ts';
import type { Session } from '../../host/session.ts';
import { givenFlags, nameOf } from './names.ts';
import { readRefused } from './refused.ts';
import { buildersOf, registrationOf, type ParsedLine } from './registrations.ts';

/** What the wrapped methods report. */
export interface Observer {
  /** Whether a command is running: what is asked of the instance then comes from it. */
  readonly isInside: () => boolean;
  /** Begins to run a line or a command; `false` for what a command runs. */
  readonly onStart: (input: unknown) => boolean;
  readonly onEnd: () => void;
  /** Begins to take a line apart. */
  readonly onLine: () => void;
  /** Has taken it apart. */
  readonly onParsed: (line: ParsedLine) => void;
  readonly onCommand: (command: unknown) => void;
  readonly onRefused: (error: unknown, line: unknown) => void;
  readonly onError: (error: unknown) => void;
}

interface Watched {
  readonly cli: object;
  readonly run: Run;
  phase: 'idle' | 'starting' | 'inside';
  parsed: ParsedLine | undefined;
  /** The command that was found last. */
  command: unknown;
  /** The error with which a line was refused. */
  refused: unknown;
}

/** Makes of what clipanion does the name of the command, its flags, and what went wrong. */
export function createObserver(
  cli: object,
  { run, guard }: Pick<Session, 'guard'> & { readonly run: Run },
): Observer {
  const nothing = { parsed: undefined, command: undefined, refused: undefined };
  const watched: Watched = { cli, run, phase: 'idle', ...nothing };
  return {
    isInside: () => watched.phase === 'inside',
    onStart: (input) => {
      if (watched.phase !== 'idle') return false;
      watched.phase = Array.isArray(input) ? 'starting' : 'inside';
      if (watched.phase === 'inside') guard(() => nameInstance(watched, input));
      return true;
    },
    onEnd: () => {
      watched.phase = 'idle';
    },
    onLine: () => {
      watched.parsed = undefined;
    },
    onParsed: (line) => {
      if (watched.phase !== 'inside') watched.parsed = line;
    },
    onCommand: (command) => {
      if (watched.phase === 'starting') watched.phase = 'inside';
      watched.command = command;
      guard(() => nameParsed(watched));
    },
    onRefused: (error, line) => guard(() => noteRefused(watched, error, line)),
    onError: (error) => guard(() => noteError(watched, error)),
  };
}

/** Names a command that the host has found or made itself, unless it was seen when it was found. */
function nameInstance({ cli, run, command }: Watched, input: unknown): void {
  const builder = input === command ? undefined : registrationOf(cli, input);
  if (builder !== undefined) run.setCommand(nameOf(builder).command, []);
}

function nameParsed({ cli, run, parsed }: Watched): void {
  if (parsed === undefined) return;
  const { selectedIndex, options } = parsed;
  const isHelp = selectedIndex === -1;
  const explained = options.find(({ name }) => name === '-c')?.value;
  const index = isHelp ? Number(explained) : selectedIndex;
  const builder = buildersOf(cli).find(({ cliIndex }) => cliIndex === index);
  // Help without a command to explain is what clipanion makes of an empty line.
  if (builder === undefined) return run.setCommand(ROOT_COMMAND, []);
  const { command, flags } = nameOf(builder);
  run.setCommand(command, isHelp ? ['help'] : [...new Set([...flags, ...givenFlags(builder, options)])]);
}

function noteRefused(watched: Watched, error: unknown, line: unknown): void {
  const { cli, run, parsed } = watched;
  watched.refused = error;
  nameParsed(watched);
  const found = readRefused(error, Array.isArray(line) ? line.map(String) : [], buildersOf(cli));
  if (found === undefined) return run.recordError(error);
  // Of a value that an option does not take clipanion says no more than that the usage is wrong.
  run.recordUsageError(found.kind === 'usage' && parsed !== undefined ? 'invalid_argument' : found.kind);
  if (found.command !== undefined) run.setCommand(found.command, found.flags ?? []);
}

function noteError({ run, refused }: Watched, error: unknown): void {
  if (error === refused) return;
  const found = readRefused(error, [], []);
  if (found === undefined) run.recordError(error);
  else run.recordUsageError(found.kind);
}
