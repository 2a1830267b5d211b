import { runCollector } from '../collector/run.ts';
import { runDictionary } from '../dictionary/run.ts';
import { parseCommandLine } from './command-line.ts';
import { HELP_TEXT } from './help-text.ts';

/** Is put in by the build. */
declare const COMMANDSPAN_VERSION: string;

/** What a shell expects of a command that was called wrongly. */
const EXIT_WRONG_USAGE = 2;

/**
 * Runs the `commandspan` command.
 *
 * @returns the exit code.
 */
export async function runCli(args: readonly string[]): Promise<number> {
  const { stdin, stdout, stderr, env } = process;
  const command = parseCommandLine(args);
  switch (command.status) {
    case 'collector':
      return runCollector(command.settings, { stdout, stderr, env, stop: createStopSignal() });
    case 'dictionary':
      return runDictionary(command.command, { stdin, stdout, stderr });
    case 'wrong':
      stderr.write(`commandspan: ${command.message}\nTry 'commandspan --help'.\n`);
      return EXIT_WRONG_USAGE;
    default:
  }
  const version = typeof COMMANDSPAN_VERSION === 'undefined' ? '0.0.0-dev' : COMMANDSPAN_VERSION;
  stdout.write(command.status === 'help' ? HELP_TEXT : `${version}\n`);
  return 0;
}

function createStopSignal(): AbortSignal {
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  // The reader of a pipe went away (`| head`): nobody sees the spans any more.
  process.stdout.on('error', stop);
  // Without its stderr it can still print spans.
  process.stderr.on('error', () => undefined);
  return controller.signal;
}
