import { parseArgs } from 'node:util';

/** Holds the options of `commandspan collector`. */
export interface CollectorSettings {
  readonly port: number;
  readonly host: string;
  readonly json: boolean;
  /** False with `--no-color`; colour then also needs a terminal. */
  readonly color: boolean;
}

/** Says what the command line asks for. */
export type CommandLine =
  | { readonly status: 'help' }
  | { readonly status: 'version' }
  | { readonly status: 'collector'; readonly settings: CollectorSettings }
  | { readonly status: 'wrong'; readonly message: string };

/** The text of `commandspan --help`. */
export const HELP_TEXT: string = `Usage: commandspan collector [options]

Receives OpenTelemetry traces on this machine and prints them, one line per span.

Options:
  --port <number>   port to listen on, 0 for any free one (default: 4318)
  --host <address>  address to listen on (default: 127.0.0.1)
  --json            print one JSON object per line
  --no-color        print without colour, as NO_COLOR does
  -h, --help        print this text
  -v, --version     print the version

Spans go to stdout, all else to stderr. Ctrl-C ends it.
`;

const OPTIONS = {
  port: { type: 'string', default: '4318' },
  host: { type: 'string', default: '127.0.0.1' },
  json: { type: 'boolean', default: false },
  'no-color': { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
  version: { type: 'boolean', short: 'v', default: false },
} as const;
const MAX_PORT = 65_535;

/** Parses the arguments of the `commandspan` command. */
export function parseCommandLine(args: readonly string[]): CommandLine {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
    if (values.help) return { status: 'help' };
    if (values.version) return { status: 'version' };
    const problem = findProblem(positionals, values);
    if (problem !== undefined) return { status: 'wrong', message: problem };
    const { host, json } = values;
    return {
      status: 'collector',
      settings: { port: Number(values.port), host, json, color: !values['no-color'] },
    };
  } catch (error) {
    // parseArgs throws for nothing but wrong usage, and says it well.
    return { status: 'wrong', message: error instanceof Error ? error.message : String(error) };
  }
}

function findProblem(
  [command, extra]: readonly string[],
  { port, host }: { readonly port: string; readonly host: string },
): string | undefined {
  if (command === undefined) return 'a command is missing: collector';
  if (command !== 'collector') return `unknown command '${command}': expected collector`;
  if (extra !== undefined) return `unexpected argument '${extra}'`;
  if (!/^\d{1,5}$/.test(port) || Number(port) > MAX_PORT) {
    return `--port: expected a number from 0 to ${MAX_PORT}, came '${port}'`;
  }
  return host === '' ? '--host: expected an address or a name' : undefined;
}
