import { parseArgs } from 'node:util';
import type { CollectorSettings } from '../collector/settings.ts';
import type { DictionaryCommand } from '../dictionary/run.ts';

/** Says what the command line asks for. */
export type CommandLine =
  | { readonly status: 'help' }
  | { readonly status: 'version' }
  | { readonly status: 'collector'; readonly settings: CollectorSettings }
  | { readonly status: 'dictionary'; readonly command: DictionaryCommand }
  | { readonly status: 'wrong'; readonly message: string };

const OPTIONS = {
  port: { type: 'string' },
  host: { type: 'string' },
  json: { type: 'boolean' },
  'no-color': { type: 'boolean' },
  manifest: { type: 'string' },
  check: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const;
const COLLECTOR_OPTIONS: readonly string[] = ['port', 'host', 'json', 'no-color'];
const DICTIONARY_OPTIONS: readonly string[] = ['manifest', 'check'];
const COMMANDS = 'collector, page, registry or redaction';
const MAX_PORT = 65_535;

/** Parses the arguments of the `commandspan` command. */
export function parseCommandLine(args: readonly string[]): CommandLine {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
    if (values.help) return { status: 'help' };
    if (values.version) return { status: 'version' };
    return parseCommand(positionals, values);
  } catch (error) {
    // parseArgs throws for nothing but wrong usage, and says it well.
    return wrong(error instanceof Error ? error.message : String(error));
  }
}

/** What parseArgs found. */
type Values = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values'];

function parseCommand([command, ...operands]: readonly string[], values: Values): CommandLine {
  switch (command) {
    case 'collector':
      return foreignOption(command, values, COLLECTOR_OPTIONS) ?? parseCollector(operands, values);
    case 'page':
    case 'registry':
    case 'redaction':
      return foreignOption(command, values, DICTIONARY_OPTIONS) ?? parseDictionary(command, operands, values);
    case undefined:
      return wrong(`a command is missing: ${COMMANDS}`);
    default:
      return wrong(`unknown command '${command}': expected ${COMMANDS}`);
  }
}

function foreignOption(command: string, values: Values, own: readonly string[]): CommandLine | undefined {
  const foreign = Object.keys(values).find((option) => !own.includes(option));
  return foreign === undefined ? undefined : wrong(`${command} has no option --${foreign}`);
}

function parseCollector([extra]: readonly string[], values: Values): CommandLine {
  const { port = '4318', host = '127.0.0.1', json = false } = values;
  if (extra !== undefined) return wrong(`unexpected argument '${extra}'`);
  if (!/^\d{1,5}$/.test(port) || Number(port) > MAX_PORT) {
    return wrong(`--port: expected a number from 0 to ${MAX_PORT}, came '${port}'`);
  }
  if (host === '') return wrong('--host: expected an address or a name');
  const settings = { port: Number(port), host, json, color: values['no-color'] !== true };
  return { status: 'collector', settings };
}

function parseDictionary(
  what: DictionaryCommand['what'],
  [target, extra]: readonly string[],
  { manifest, check = false }: Values,
): CommandLine {
  if (extra !== undefined) return wrong(`unexpected argument '${extra}'`);
  if (target === '' || manifest === '') return wrong(`${what}: the name of a file is empty`);
  if (target === undefined && (what !== 'redaction' || check)) {
    return wrong(`${what}: expected the name of a ${what === 'registry' ? 'folder' : 'file'}`);
  }
  return { status: 'dictionary', command: { what, target, manifest, isCheck: check } };
}

function wrong(message: string): CommandLine {
  return { status: 'wrong', message };
}
